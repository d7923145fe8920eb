using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Releases;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Remote;
using Unit.Releases;

namespace Unit.Inventories;

/// <summary>
/// Inventories whose folders lie in, above, beside or on each other and on other programs' files. What the reader
/// accepts is carried out by the real scripts: nothing that the suite did not make is changed, moved or removed.
/// </summary>
[Platform(Exclude = "Win", Reason = "has no /bin/sh")]
[TestFixture]
internal sealed class RandomFoldersTests
{
    private const int Inventories = 300;
    private const int CarriedOut = 8;
    private static readonly string[] Parts =
        ["opt", "zk", "data", "conf", "log", "current", "version-2", "backups", "started", Archives.Top, "theirs"];

    [Test]
    public async Task No_file_of_others_is_touched()
    {
        var random = new Random(20_261_129);
        var refused = 0;
        var carriedOut = 0;
        for (var number = 0; number < Inventories; number++)
        {
            using var project = new Project();
            var tree = Path.Combine(project.Root, "host");
            var chosen = new List<string> { tree };
            string Any()
            {
                var outer = chosen[random.Next(chosen.Count)];
                chosen.Add(Path.Combine([outer, .. Enumerable.Range(0, random.Next(outer == tree ? 1 : 0, 3))
                    .Select(_ => Parts[random.Next(Parts.Length)])]));
                return chosen[^1];
            }

            var (install, config, data, log) = (Any(), Any(), Any(), Any());
            var reading = project.Read(Project.Good
                .Replace("settings:", $"paths: {{ install: \"{install}\" }}\nsettings:", StringComparison.Ordinal)
                .Replace("id: 1,", $"id: 1, paths: {{ config: \"{config}\", data: \"{data}\", log: \"{log}\" }},",
                    StringComparison.Ordinal));
            if (reading.Faults.Any(fault => fault.Severity == FaultSeverity.Error))
            {
                refused++;
                continue;
            }

            if (carriedOut++ < CarriedOut)
            {
                Plant(tree, random, [install, config, data, log]);
                var before = Look(tree);
                await CarryOutAsync(project, reading.Inventory!);
                var after = Look(tree);
                Assert.That(before.Where(file => after.GetValueOrDefault(file.Key) != file.Value), Is.Empty,
                    $"{number}: install {install}, config {config}, data {data}, log {log}");
            }
        }

        Assert.That(refused, Is.GreaterThan(10));
        Assert.That(carriedOut, Is.GreaterThan(CarriedOut));
    }

    /// <summary>Files of somebody else's in every folder that is named, above and below it.</summary>
    private static void Plant(string tree, Random random, string[] folders)
    {
        foreach (var folder in folders.SelectMany(folder => new[]
        {
            folder, Path.GetDirectoryName(folder)!, $"{folder}/{Parts[random.Next(Parts.Length)]}",
        }).Where(folder => folder.StartsWith(tree, StringComparison.Ordinal)

            // A leaver's own data are renamed as a whole.
            && !folder.StartsWith($"{folders[2]}/version-2", StringComparison.Ordinal)).Distinct())
        {
            Directory.CreateDirectory(folder);
            foreach (var name in new[] { "theirs.txt", ".hidden", "zookeeper.conf", "20240101-backup" })
            {
                File.WriteAllText(Path.Combine(folder, name), folder);
            }
        }
    }

    /// <summary>What must not change: content, mode and time.</summary>
    private static Dictionary<string, string> Look(string tree) =>
        new DirectoryInfo(tree).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name is "theirs.txt" or ".hidden" or "zookeeper.conf" or "20240101-backup")
            .ToDictionary(file => file.FullName, file =>
                $"{File.ReadAllText(file.FullName)} {file.UnixFileMode} {file.LastWriteTimeUtc:O}");

    private static async Task CarryOutAsync(Project project, Inventory inventory)
    {
        var host = new LocalHost();
        await using var fleet = new Fleet(inventory, _ => host);
        var control = new ServerControl(fleet, new Renderer(Checkout.Templates));
        foreach (var content in new[] { "old", "new" })
        {
            var archive = Archives.Release(project.Root, content);
            await TryAsync(() => ReleaseInstaller.InstallAsync(host, archive, inventory.InstallPath));
            await TryAsync(() => ReleaseInstaller.SwitchAsync(
                host, archive, inventory.InstallPath, inventory.ReleaseLink));
        }

        await TryAsync(() => control.WriteAsync(inventory.Servers[0], new MembershipForm.Standalone(), default));
        await TryAsync(() => control.RetireAsync(inventory.Servers[0], default));
        var paths = inventory.Servers[0].Paths;
        Directory.CreateDirectory($"{paths.Config}/started");
        await File.WriteAllTextAsync($"{paths.Config}/started/made", paths.Data + "\n");
        var purge = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "build/Suite/Workflows/purge.sh"));
        await TryAsync(() => host.RunAsync(Script.Of(
            purge, paths.Config, paths.Data, paths.DataLog, paths.Log, "1", "")));
    }

    private static async Task TryAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (HostException)
        {
            // Refused on the host, which is as good.
        }
    }
}
