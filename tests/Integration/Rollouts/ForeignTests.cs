using Lab;

namespace Integration.Rollouts;

[Parallelizable(ParallelScope.All)]
public sealed class ForeignTests
{
    /// <summary>Two checkouts of the project on one machine have the same ports in their embedded default.</summary>
    [Test]
    public async Task Another_ensemble_on_the_same_ports_is_left_alone()
    {
        await using var theirs = SuiteInventory.Of("3.9.3", isDynamic: true, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={theirs.File}");
        var ours = TestFolder.Create("ours");
        var file = Path.Combine(ours, "inventory.yml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(theirs.File)).Replace(theirs.Folder, ours));

        var output = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={file}");

        Assert.That(output, Does.Contain("Another ZooKeeper answers on 127.0.0.1"));
        Assert.That(Directory.Exists(Path.Combine(ours, "1", "data")), Is.False);
    }
}
