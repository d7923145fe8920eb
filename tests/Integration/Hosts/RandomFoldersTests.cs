using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>
/// Ensembles whose folders lie in, above, beside or on each other and on other programs' files, deployed, expanded and
/// shrunk over SSH with real servers: each target does its work or refuses, and no file of others is changed.
/// </summary>
[Parallelizable]
[Category("Long")]
public sealed class RandomFoldersTests
{
    private const int CarriedOut = 16;
    private const string Tree = "/opt/tree";
    private static readonly string[] Parts =
        ["opt", "zk", "data", "conf", "log", "version-2", "backups", "apache-zookeeper-3.9.3-bin", "theirs"];

    [Test]
    public async Task No_file_of_others_is_touched()
    {
        const int seed = 20_261_130;
        var random = new Random(seed);
        var endings = new List<string>();
        await using var lab = await LabHosts.StartAsync(2);
        for (var number = 0; endings.Count < CarriedOut; number++)
        {
            var folders = Folders(random);
            var hasAccount = number % 2 == 0;
            var fleet = new LabFleet(lab, "3.9.3", IsDynamic: true)
            {
                Servers = [1],
                Paths = [.. folders.Select(folder => $"{folder.Key}: {folder.Value}")],
                More = hasAccount ? "user: zookeeper" : "",
            };
            var reading = InventoryReader.Read(
                await fleet.WriteAsync(), Environment.GetEnvironmentVariable, ProjectFolders.Root);
            if (reading.Inventory is null)
            {
                continue;
            }

            var layout = string.Join(", ", fleet.Paths);
            await TestContext.Out.WriteLineAsync($"{number}: {layout}");

            // A server's own folders that hold what is not its own are refused: of every second layout they are clean.
            var clean = number % 4 < 2 ? [folders["data"], folders["config"]] : Array.Empty<string>();
            await Task.WhenAll(lab.All.Select(
                host => host.RunAsync(Plant(random, folders.Values.Except(clean), hasAccount, clean))));
            var before = await Task.WhenAll(lab.All.Select(HostFiles.OfAsync));

            // A leaver's own data are renamed as a whole, with whatever lies among them.
            var codes = new List<int>();
            codes.Add(await CodeAsync(fleet, "Deploy"));
            codes.Add(await CodeAsync(fleet with { Servers = [1, 2] }, "Expand"));
            codes.Add(await CodeAsync(fleet, "Shrink"));

            var after = await Task.WhenAll(lab.All.Select(HostFiles.OfAsync));
            var changed = lab.All.SelectMany((host, at) => after[at].ChangedOf(before[at])
                .Where(path => path.EndsWith(".theirs", StringComparison.Ordinal))
                .Select(path => $"{host.Name}: {path}"));
            Assert.That(changed, Is.Empty, $"{number}: {layout}");
            endings.Add(string.Join(' ', codes));

            await Task.WhenAll(lab.All.Select(host => host.KillAsync("QuorumPeerMain")));
            await Task.WhenAll(lab.All.Select(host => host.RunAsync($"rm -rf {Tree}")));
        }

        await TestContext.Out.WriteLineAsync(string.Join('\n', endings));
        Assert.That(endings, Has.Some.EqualTo("0 0 0"));
        Assert.That(endings.SelectMany(codes => codes.Split(' ')), Is.All.AnyOf("0", "2", "3", "4"));
    }

    [Test]
    public async Task Data_and_configuration_may_share_a_folder_of_the_account()
    {
        await using var lab = await LabHosts.StartAsync(2);
        var fleet = new LabFleet(lab, "3.9.3", IsDynamic: true)
        {
            Servers = [1],
            Paths = ["install: /opt/zookeeper", "config: /opt/tree/zk", "data: /opt/tree/zk", "log: /var/log/zookeeper/zk"],
            More = "user: zookeeper",
        };
        Assert.That(await CodeAsync(fleet, "Deploy"), Is.Zero);
        Assert.That(await CodeAsync(fleet with { Servers = [1, 2] }, "Expand"), Is.Zero);
        Assert.That(await CodeAsync(fleet, "Shrink"), Is.Zero);
    }

    /// <summary>Each new folder lies at random within the tree, or in, above or on one chosen before.</summary>
    private static ImmutableSortedDictionary<string, string> Folders(Random random)
    {
        var chosen = new List<string> { Tree };
        return new[] { "install", "config", "data", "log" }.ToImmutableSortedDictionary(kind => kind, _ =>
        {
            var outer = chosen[random.Next(chosen.Count)];
            var depth = random.Next(outer == Tree ? 1 : 0, 3);
            chosen.Add(string.Join('/', Enumerable.Range(0, depth).Select(_ => Parts[random.Next(Parts.Length)]).Prepend(outer)));
            return chosen[^1];
        });
    }

    /// <summary>Files of others in every folder that is named, above and below it; some folders are the account's.</summary>
    private static string Plant(Random random, IEnumerable<string> folders, bool hasAccount, string[] clean)
    {
        var places = folders.SelectMany(folder => new[]
        {
            folder, folder[..folder.LastIndexOf('/')], $"{folder}/{Parts[random.Next(Parts.Length)]}",
        }).Distinct().Where(place => !place.Contains("/version-2", StringComparison.Ordinal)
            && !clean.Any(own => own == place || place.StartsWith($"{own}/", StringComparison.Ordinal)));
        return string.Join('\n', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"""
            mkdir -p {place}
            for name in notes.theirs .hidden.theirs zookeeper.log.theirs snapshot.theirs; do
                echo "of somebody else" >{place}/$name
                chmod {(random.Next(2) == 0 ? "600" : "644")} {place}/$name
            done
            {(hasAccount && random.Next(3) > 0 ? $"chown 41002:41002 {place}" : "")}
            """)));
    }

    private static async Task<int> CodeAsync(LabFleet fleet, string target)
    {
        var (code, output) = await SuiteProcess.RunAsync($"--target={target}", $"--inventory={await fleet.WriteAsync()}");
        await TestContext.Out.WriteLineAsync(output);
        return code;
    }
}
