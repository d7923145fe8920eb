using System.Collections.Immutable;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// Forms seen in people's files, all together: zoo.cfg and myid from an editor on Windows, blanks and tabs around
/// <c>=</c>, <c>key: value</c>, comments with <c>!</c>, a key twice, a slash behind dataDir; and the data folder is the
/// home of the service's account, with what a login leaves there and what Java left when it crashed.
/// </summary>
public sealed class OddLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    private static readonly string[] Homely = [".bash_history", "hs_err_pid4711.log", "java_pid1.hprof", "myid.bak"];

    /// <summary>What lies in a data folder beside the server's own, each with what it holds.</summary>
    public static IEnumerable<(string Path, string Text)> HomeOf(string data) => Homely
        .Select(name => (Path.Combine(data, name), name))
        .Append((Path.Combine(data, ".cache", "motd"), "legal"));

    public string DataOf(int id) => Path.Combine(Folder, $"node{id}", "data");

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        var home = Path.Combine(Folder, $"node{id}", $"zookeeper-{Version}");
        var release = await OfficialRelease.CreateAsync(home, Version);
        Directory.CreateDirectory(Path.Combine(DataOf(id), ".cache"));
        foreach (var (path, content) in HomeOf(DataOf(id)))
        {
            await File.WriteAllTextAsync(path, content);
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"""
            # zoo.cfg of an editor on Windows
            ! an old comment
            maxClientCnxns=10
            tickTime = 500
            initLimit<TAB>=<TAB>20
            syncLimit=10
            dataDir={DataOf(id)}/
            clientPort={this[id].Client}
            clientPortAddress=127.0.0.1
            admin.enableServer=false
            4lw.commands.whitelist=*
            maxClientCnxns=60
            autopurge.purgeInterval: 24
            {Members().Replace("=", " = ", StringComparison.Ordinal)}

            """);
        await File.WriteAllTextAsync(
            Path.Combine(release.ConfigFolder, "zoo.cfg"),
            text.Replace("<TAB>", "\t", StringComparison.Ordinal).ReplaceLineEndings("\r\n"));
        await File.WriteAllTextAsync(Path.Combine(DataOf(id), "myid"), $"{id}\r\n");

        // The script would take the carriage return behind dataDir for a part of the folder.
        await release.RunAsync("start", ("ZOOPIDFILE", Path.Combine(home, "zookeeper.pid")));
    }
}
