using System.Collections.Immutable;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// An unpacked archive whose server somebody has started by a line with <c>java</c>, past its scripts, in a shell that is
/// gone.
/// </summary>
public sealed class PlainJavaLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    /// <summary>What the line gives Java.</summary>
    public static ImmutableArray<string> Options { get; } =
    [
        "-Xmx150m", "-Djute.maxbuffer=8388608", "-Dzookeeper.extendedTypesEnabled=true", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
    ];

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        var home = Path.Combine(Folder, $"zk{id}");
        var release = await OfficialRelease.CreateAsync(home, Version);
        var data = Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        var admin = string.Create(CultureInfo.InvariantCulture, $"admin.serverPort={this[id].Admin}");
        await File.WriteAllTextAsync(Path.Combine(release.ConfigFolder, "zoo.cfg"), Sample(id, data, admin));
        if (Members().Length > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(data, "myid"), $"{id}\n");
        }

        await ShellAsync(home, """
            java=$1
            shift
            nohup "$java" "$@" -cp "$PWD/conf:$PWD/*:lib/*" org.apache.zookeeper.server.quorum.QuorumPeerMain \
                "$PWD/conf/zoo.cfg" >out 2>&1 </dev/null &
            """, [await LabReleases.JavaHomeAsync() + "/bin/java", .. Options]);
    }

    /// <summary>The options that its process has now.</summary>
    public async Task<ImmutableArray<string>> OptionsAsync(int id)
    {
        var words = (await File.ReadAllTextAsync($"/proc/{ProcessId(id)}/cmdline")).Split('\0');
        return [.. words.TakeWhile(word => !word.EndsWith(".QuorumPeerMain", StringComparison.Ordinal)).Where(word => word.StartsWith('-'))];
    }

    /// <summary>Its process; a shell that has started it may wait for it, with the same paths among its words.</summary>
    public int ProcessId(int id) => Processes().Single(process =>
        File.ReadAllText($"/proc/{process}/comm").Trim() == "java"
        && File.ReadAllText($"/proc/{process}/cmdline").Contains($"{Folder}/zk{id}/conf/", StringComparison.Ordinal));
}
