using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>A service of runit: <c>runsv</c> keeps <c>zkServer.sh start-foreground</c> alive by its run script.</summary>
public sealed class RunitLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    private readonly List<Process> supervisors = [];

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        Prerequisite.Programs(("runsv", "runit"), ("sv", "runit"));
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

        var service = Directory.CreateDirectory(Path.Combine(Folder, "service", $"zookeeper{id}")).FullName;
        var java = await LabReleases.JavaHomeAsync();
        var run = Path.Combine(service, "run");
        await File.WriteAllTextAsync(run, string.Create(CultureInfo.InvariantCulture, $"""
            #!/bin/sh
            exec 2>&1 >>{home}/out
            export JAVA_HOME={java} ZK_SERVER_HEAP=96 JVMFLAGS="-XX:+UseSerialGC -Xmx96m"
            exec {release.ZkServer} start-foreground

            """));
        Executable.Make(run);
        supervisors.Add(Process.Start(new ProcessStartInfo("runsv", [service]) { WorkingDirectory = "/" })!);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        foreach (var supervisor in supervisors)
        {
            supervisor.Kill();
            await supervisor.WaitForExitAsync();
            supervisor.Dispose();
        }

        await base.DisposeAsync();
    }
}
