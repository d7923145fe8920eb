using Integration.Rollouts;
using Lab;

namespace Integration.Remote;

/// <summary>A host whose sshd permits few sessions for each connection, as hardening guides have it: everything works.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FewSessionsTests
{
    [TestCase(1)]
    [TestCase(2, Category = "Long")]
    public async Task An_ensemble_is_deployed_and_changed(int sessions)
    {
        await using var sshd = await RealSshd.StartAsync($"MaxSessions {sessions}");
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: false, 2, 2);
        inventory.IsEmbedded = false;
        await WriteAsync();

        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        inventory.Settings["maxClientCnxns"] = "61";
        await WriteAsync();
        var before = inventory.ProcessId(1);
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(inventory.ProcessId(1), Is.Not.EqualTo(before));

        async Task WriteAsync()
        {
            inventory.Write();
            var archive = (await LabReleases.ArchiveAsync("3.9.3")).Path;
            var java = await LabReleases.JavaHomeAsync();
            await File.WriteAllTextAsync(inventory.File, (await File.ReadAllTextAsync(inventory.File))
                .Replace("version: 3.9.3", $"version: 3.9.3, archive: \"{archive}\"", StringComparison.Ordinal)
                .Replace("heap: 96m", $"heap: 96m, home: \"{java}\"", StringComparison.Ordinal)
                .Replace("type: local",
                    $"type: ssh, user: {Environment.UserName}, port: {sshd.Port}, agent: false, key: \"{sshd.UserKey("ed25519")}\", " +
                    $"knownHosts: \"{sshd.KnownHosts}\"", StringComparison.Ordinal));
        }
    }
}
