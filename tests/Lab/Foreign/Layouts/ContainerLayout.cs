using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// Servers of a container, seen from its host: in process and mount namespaces of their own, with the host's network.
/// </summary>
public sealed class ContainerLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    private readonly List<Process> containers = [];

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("Only root can make the namespaces of a container: run the tests as root.");
        }

        var release = await OfficialRelease.CreateAsync(Path.Combine(Folder, $"{id}"), Version);
        var data = Directory.CreateDirectory(Path.Combine(Folder, $"{id}", "data")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(release.ConfigFolder, "zoo.cfg"),
            Sample(id, data, string.Create(CultureInfo.InvariantCulture, $"admin.serverPort={this[id].Admin}")));
        containers.Add(release.Shell(
            "exec unshare --pid --fork --kill-child --mount --mount-proc ./zkServer.sh start-foreground"));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var container in containers)
        {
            container.Kill();
            container.Dispose();
        }
    }
}
