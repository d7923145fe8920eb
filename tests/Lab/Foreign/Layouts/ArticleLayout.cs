using System.Collections.Immutable;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// As the article has it, word by word: the archive unpacked into a folder, <c>cp zoo_sample.cfg zoo.cfg</c>, the data
/// folder, <c>echo 1 &gt; myid</c>, <c>cd bin; ./zkServer.sh start</c>.
/// </summary>
public sealed class ArticleLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    private readonly Dictionary<int, OfficialRelease> releases = [];

    /// <summary>Its folder of the release, with the configuration in it.</summary>
    public OfficialRelease ReleaseOf(int id) => releases[id];

    public string DataOf(int id) => Path.Combine(Folder, $"node{id}", "data");

    /// <summary>Its transaction logs, where they lie apart (<see cref="LogsApart"/>).</summary>
    public string LogsOf(int id) => Path.Combine(Folder, $"node{id}", "txlog");

    /// <summary>Logs on a disk of their own (dataLogDir), as the administrator's guide advises. Default false.</summary>
    public bool LogsApart { get; init; }

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        var home = Path.Combine(Folder, $"node{id}", $"zookeeper-{Version}");
        var release = releases[id] = await OfficialRelease.CreateAsync(home, Version);
        var data = DataOf(id);
        await ShellAsync(release.ConfigFolder, "cp zoo_sample.cfg zoo.cfg; mkdir -p \"$1\"", data);
        var apart = LogsApart ? $"dataLogDir={LogsOf(id)}\n" : "";
        var admin = Version.StartsWith("3.4.", StringComparison.Ordinal) ? ""
            : string.Create(CultureInfo.InvariantCulture, $"admin.serverPort={this[id].Admin}");
        await File.WriteAllTextAsync(Path.Combine(release.ConfigFolder, "zoo.cfg"), Sample(id, data, apart + admin));
        if (Members().Length > 0)
        {
            await ShellAsync(data, "echo \"$1\" > myid", $"{id}");
        }

        await release.RunAsync("start");
    }
}
