using System.Collections.Immutable;
using System.Diagnostics;

namespace Lab.Foreign.Layouts;

/// <summary>
/// An unpacked archive whose <c>zkServer.sh start</c> is still there when its server serves: it looks for a second whether
/// the server lives, and here that second is a minute.
/// </summary>
public sealed class StartingLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    private const string LongSecond = "#!/bin/sh\nexec /bin/sleep 60\n";

    private readonly List<Process> shells = [];

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        var home = Path.Combine(Folder, $"zk{id}");
        var release = await OfficialRelease.CreateAsync(home, Version);
        var data = Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        var programs = Directory.CreateDirectory(Path.Combine(Folder, "programs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(programs, "sleep"), LongSecond);
        Executable.Make(Path.Combine(programs, "sleep"));
        await File.WriteAllTextAsync(Path.Combine(release.ConfigFolder, "zoo.cfg"), Sample(
            id, data, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"admin.serverPort={this[id].Admin}")));
        if (Members().Length > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(data, "myid"), $"{id}\n");
        }

        shells.Add(release.Shell(
            "./zkServer.sh start; exit",
            ("PATH", $"{programs}:{Environment.GetEnvironmentVariable("PATH")}")));
    }

    /// <summary>The scripts that have started the servers are still there.</summary>
    public bool AreStarting => shells.TrueForAll(shell => !shell.HasExited);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        shells.ForEach(shell => shell.Kill(entireProcessTree: true));
        await base.DisposeAsync();
    }
}
