using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Integration.Rollouts;
using Lab;

namespace Integration.Reports;

/// <summary>What a run that failed leaves for whoever looks for the reason.</summary>
[Parallelizable]
public sealed partial class BundleTests
{
    [Test]
    public async Task A_rollout_that_failed_leaves_the_logs_and_configurations_and_no_secret()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 2);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.JavaFlags.Add("-XX:+NoSuchOptionOfJava");
        inventory.JavaFlags.Add("-Dzookeeper.ssl.keyStore.password=s3cr3tOfTheStore");
        inventory.Write();
        var output = await ExpansionTests.Run(1, "--target=Expand", $"--inventory={inventory.File}");
        var password = (await File.ReadAllTextAsync(Path.Combine(inventory.Folder, "superuser"))).Trim();

        var path = Bundle().Match(output).Groups["path"].Value;
        var entries = Read(path);
        var report = Path.GetDirectoryName(path)!;

        Assert.That(entries.Keys, Does.Contain("failure.txt").And.Contain("inventory.yml").And.Contain("report.json"));
        Assert.That(entries["servers/1/conf/zoo.cfg"], Does.Contain("tickTime=500").And.Contain("superDigest=***"));
        Assert.That(entries["servers/1/conf/java.env"], Does.Contain("NoSuchOptionOfJava"));
        Assert.That(
            entries.Where(entry => entry.Key.StartsWith("servers/1/logs/", StringComparison.Ordinal))
                .Select(entry => entry.Value),
            Has.Some.Contain("Unrecognized VM option"));
        Assert.That(entries["failure.txt"], Does.Contain("server 1").And.Contain("FAILED restart server 1"));
        Assert.That(entries.Values, Has.None.Contain(password).And.None.Contain("s3cr3tOfTheStore"));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(report, "report.md")), Does.Contain("`bundle.tar.gz`"));
        Assert.That((string?)JsonNode.Parse(entries["report.json"])!["outcome"], Is.EqualTo("failed"));
    }

    [Test]
    [Category("Long")]
    public async Task Hosts_that_are_not_fit_leave_one_too()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 2);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        Directory.CreateDirectory(inventory.DataFolder(2));
        await File.WriteAllTextAsync(Path.Combine(inventory.DataFolder(2), "myid"), "77\n");
        var output = await ExpansionTests.Run(4, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(Read(Bundle().Match(output).Groups["path"].Value).Keys, Does.Contain("servers/2/conf/myid"));
    }

    /// <summary>The texts by their names below the one folder in the archive.</summary>
    private static Dictionary<string, string> Read(string path)
    {
        using var archive = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var entries = new Dictionary<string, string>();
        while (archive.GetNextEntry(copyData: true) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            entries[entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]] = reader.ReadToEnd();
        }

        return entries;
    }

    [GeneratedRegex(@"For finding out why: (?<path>\S+bundle\.tar\.gz)")]
    private static partial Regex Bundle();
}
