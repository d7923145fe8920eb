using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>Somebody has typed <c>bin/zkServer.sh start-foreground</c> in a terminal and left it open.</summary>
public sealed class TerminalLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    private readonly List<Process> terminals = [];

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        Prerequisite.Programs(("script", "bsdutils"));
        var home = Path.Combine(Folder, $"zk{id}");
        var release = await OfficialRelease.CreateAsync(home, Version);
        var data = Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(release.ConfigFolder, "zoo.cfg"),
            Sample(id, data, string.Create(CultureInfo.InvariantCulture, $"admin.serverPort={this[id].Admin}")));
        if (Members().Length > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(data, "myid"), $"{id}");
        }

        // A pseudo-terminal with an interactive shell in it, to which a line is typed.
        var start = new ProcessStartInfo("script", ["-q", "-c", "bash -i", "/dev/null"])
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["JAVA_HOME"] = await LabReleases.JavaHomeAsync(), ["ZK_SERVER_HEAP"] = "96",
                ["JVMFLAGS"] = "-XX:+UseSerialGC -Xmx96m", ["HISTFILE"] = "",
            },
        };
        var terminal = Process.Start(start)!;
        terminals.Add(terminal);
        _ = terminal.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await terminal.StandardInput.WriteLineAsync("bin/zkServer.sh start-foreground");
        await terminal.StandardInput.FlushAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var terminal in terminals)
        {
            terminal.Kill(entireProcessTree: true);
            terminal.Dispose();
        }
    }
}
