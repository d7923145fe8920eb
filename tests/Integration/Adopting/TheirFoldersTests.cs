using System.IO.Compression;
using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;
using ZooKeeper.Client;

namespace Integration.Adopting;

/// <summary>
/// The suite's release is to go where somebody has unpacked the very same archive by hand, with the only server's data
/// and configuration in it: that folder stays what it is, and so does a link that leads to it.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class TheirFoldersTests
{
    private const int Znodes = 300;

    [TestCase("3.9.3", new[] { 1 }, Category = "Long")]
    [TestCase("3.9.3", new[] { 1, 2, 3 }, Category = "Long")]
    public async Task A_release_beside_the_data_of_others_leaves_them_alone(string version, int[] ids)
    {
        await using var layout = new TutorialLayout(version, [.. ids]);
        await layout.StartAsync();
        await layout.FillAsync(Znodes);
        var before = Files(layout);

        var adopted = await Adopted.FromAsync(layout);
        await adopted.AddAsync(2, layout.Software(ids[0]));
        await using var load = await Load.StartAsync(adopted.ClientPorts.Values);
        var output = await adopted.RunAsync("Expand");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        foreach (var (id, port) in adopted.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(Znodes), $"server {id}");
        }

        foreach (var id in ids)
        {
            Assert.That(Directory.GetFiles(Path.Combine(layout.Data(id), "version-2"), "log.*"), Is.Not.Empty);
            Assert.That(
                new FileInfo(Path.Combine(layout.Software(id), "current")).LinkTarget,
                Is.EqualTo(Path.GetFileName(layout.Home(id))));
        }

        Assert.That(Files(layout).Intersect(before), Is.EquivalentTo(before), "files of theirs that are gone or changed");
        Assert.That(await adopted.RunAsync("Expand"), Does.Contain("Nothing to do"));
    }

    /// <summary>The same release, packed anew: another checksum, and the same folder in it.</summary>
    [Test]
    [Category("Long")]
    public async Task Data_in_the_folder_of_a_release_stay_when_another_archive_of_its_name_comes()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: false, present: 3, wanted: 3);
        inventory.IsEmbedded = false;
        inventory.Write();
        var archive = (await LabReleases.ArchiveAsync("3.9.3")).Path;
        var again = await PackAgainAsync(archive, Path.Combine(inventory.Folder, "again"));
        var data = Path.Combine(inventory.Folder, "install", "apache-zookeeper-3.9.3-bin", "data");
        foreach (var id in inventory.ClientPorts.Keys)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(inventory.DataFolder(id))!);
            Directory.CreateSymbolicLink(inventory.DataFolder(id), Path.Combine(data, $"{id}"));
        }

        var written = (await File.ReadAllTextAsync(inventory.File)).Replace(
            $"data: \"{inventory.Folder}/{{id}}/data\"", $"data: \"{data}/{{id}}\"", StringComparison.Ordinal);
        await DeployAsync("Deploy", archive);
        await using (var client = await ZooKeeperClient.ConnectAsync(
            new() { Servers = [Address.Of($"127.0.0.1:{inventory.ClientPorts[1]}")] }))
        {
            await client.CreateAsync("/precious");
            await Task.WhenAll(Enumerable.Range(0, Znodes).Select(number => client.CreateAsync($"/precious/{number}")));
        }

        // Of one version, so nobody is restarted for it: the next start is from there.
        Assert.That(await DeployAsync("Expand", again), Does.Contain("ZooKeeper 3.9.3 in").And.Contain("Verification passed"));

        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(Directory.GetFiles(Path.Combine(data, $"{id}", "version-2"), "log.*"), Is.Not.Empty);
            Assert.That(await ForeignLayout.CountAsync(port), Is.EqualTo(Znodes), $"server {id}");
        }

        Assert.That(await DeployAsync("Expand", again), Does.Contain("Nothing to do"));

        async Task<string> DeployAsync(string target, string from)
        {
            await File.WriteAllTextAsync(inventory.File, written.Replace(
                "version: 3.9.3", $"version: 3.9.3, archive: \"{from}\"", StringComparison.Ordinal));
            return await ExpansionTests.Run(0, $"--target={target}", $"--inventory={inventory.File}");
        }
    }

    private static async Task<string> PackAgainAsync(string archive, string folder)
    {
        var again = Path.Combine(Directory.CreateDirectory(folder).FullName, Path.GetFileName(archive));
        await using var from = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        await using var to = new GZipStream(File.Create(again), CompressionLevel.NoCompression);
        await from.CopyToAsync(to);
        return again;
    }

    /// <summary>What of theirs no rollout changes: everything but zoo.cfg and what the servers write themselves.</summary>
    private static List<string> Files(TutorialLayout layout) =>
    [
        .. layout.Ids.SelectMany(id => Directory.EnumerateFiles(layout.Home(id), "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(layout.Data(id) + "/", StringComparison.Ordinal)
                && !file.Contains("/logs/", StringComparison.Ordinal)
                && Path.GetFileName(file) is not ("zoo.cfg" or "zookeeper.out")))
            .Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}"),
    ];
}
