using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Releases;
using Ensembles.Rendering;
using Remote;

namespace Ensembles.Rollouts;

/// <summary>
/// Gives a server that does not come up with new files or a new release those back that it ran with, and with them the
/// servers that were not restarted yet, which would otherwise start with the new ones should they fall.
/// </summary>
/// <param name="seen">The servers before the first step.</param>
public sealed class PutBack(Fleet fleet, ServerControl control, Gates gates, Func<ImmutableArray<ServerObservation>> seen)
{
    /// <summary>Servers that have passed a gate after a restart of this run: what they had before is no way back.</summary>
    private readonly ConcurrentDictionary<int, bool> renewed = new();

    /// <summary>The server serves with what the step has brought.</summary>
    public void Passed(int id) => renewed[id] = true;

    /// <summary>
    /// After a restart whose gate was not passed. Does nothing where that is no way back: the step changes members or
    /// how servers speak to each other, or it is not known what the server ran with.
    /// </summary>
    /// <returns>What was done, in a sentence; null: nothing.</returns>
    public async Task<string?> AfterAsync(Step.Restart step)
    {
        if (seen().FirstOrDefault(server => server.Server.Id == step.Id) is not { } before || !IsWayBack(step, before)
            || await StoresAsync(step, before) is not { } stores)
        {
            return null;
        }

        var isFirst = !renewed.ContainsKey(step.Id);
        var changed = (isFirst && await FilesAsync(before)) || stores;
        var release = isFirst ? await ReleaseAsync(before) : null;
        if (!changed && release is null)
        {
            return null;
        }

        await control.SettleAsync(before.Server, CancellationToken.None);
        var what = string.Join(" and ", new[] { changed ? "its former files" : null, release }.OfType<string>());
        await control.RestartAsync(before.Server, kill: true, CancellationToken.None);
        await gates.PassAsync(before.Server, Gate.Serves, CancellationToken.None);
        await OthersAsync(step.Id);
        await control.Kept.DropAsync(before.Server);
        return $"Server {step.Id} got {what} back, and serves with them.";
    }

    /// <summary>After certificates were written that a server does not read, or does not serve with.</summary>
    /// <inheritdoc cref="AfterAsync(Step.Restart)" path="/returns"/>
    public async Task<string?> AfterAsync(Step.Reread step)
    {
        var server = fleet.Server(step.Id);
        if (await control.Kept.BackAsync(server, control.Kept.Of(server)) is not true)
        {
            return null;
        }

        await control.SettleAsync(server, CancellationToken.None);
        await gates.ShowsStoresAsync(server, CancellationToken.None);
        await gates.ServesStillAsync(server, CancellationToken.None);
        await control.Kept.DropAsync(server);
        return $"Server {step.Id} got its former certificates back, and serves with them.";
    }

    /// <summary>
    /// It has the members that it had, and talks to the others as before: behind its gate in this run, in an earlier pass, only
    /// certificates may have changed.
    /// </summary>
    private bool IsWayBack(Step.Restart step, ServerObservation before) =>
        !before.StartedFiles.IsEmpty
        && before.Link?.Rotated == before.FiledLink?.Rotated
        && (step.Link is null && !renewed.ContainsKey(step.Id)
            || (step.Link ?? fleet.Inventory.WantedLink).Rotated == (before.Link ?? default).Rotated)
        && Step.IsSame(step.Form, MembershipForm.Of(before.InForce));

    /// <summary>Gives it the stores back that it served with last.</summary>
    /// <returns>Whether any differs from what stood there; null: they are not there any more.</returns>
    private async Task<bool?> StoresAsync(Step.Restart step, ServerObservation before)
    {
        var had = renewed.ContainsKey(step.Id) ? control.Kept.Of(before.Server) : before.StartedStores;
        var isKnown = renewed.ContainsKey(step.Id) || before.Differences.All(difference =>
            !SecuritySettings.IsStore(difference.File) || had.ContainsKey(difference.File)
            || !before.Facts.Digests.ContainsKey(before.Server.LivePath(difference.File)));
        return isKnown ? await control.Kept.BackAsync(before.Server, had) : null;
    }

    /// <summary>Servers that run on get the files that they run with, where others were written for their restart.</summary>
    /// <param name="id">Of the server that did not come up.</param>
    /// <returns>Whether any has got some.</returns>
    public async Task<bool> OthersAsync(int id) => (await Task.WhenAll(seen()
        .Where(other => other.Server.Id != id && !renewed.ContainsKey(other.Server.Id)
            && other.Link == other.FiledLink && !other.StartedFiles.IsEmpty)
        .Select(FilesAsync))).Contains(true);

    /// <returns>Whether any differs from what stands there.</returns>
    private async Task<bool> FilesAsync(ServerObservation before)
    {
        var live = await fleet[before.Server].ReadAsync([.. before.StartedFiles.Keys]);
        ImmutableArray<HostFile> former =
        [
            .. from file in before.StartedFiles
               let stands = live.TryGetValue(file.Key, out var text) ? Encoding.UTF8.GetString(text) : null
               let wanted = file.Key == before.Server.ZooCfgPath() ? WithPointer(file.Value, stands) : file.Value
               where stands != wanted
               select new HostFile(
                   file.Key, Encoding.UTF8.GetBytes(wanted), ShownFile.HasSecrets(file.Key, wanted) ? Private : Readable),
        ];
        if (!former.IsEmpty)
        {
            await fleet[before.Server].WriteAsync(former);
            await control.SettleAsync(before.Server, CancellationToken.None);
        }

        return !former.IsEmpty;
    }

    /// <summary>
    /// The list of members is ZooKeeper's own where it is dynamic: it has another file since each reconfig, and the one of
    /// before is gone (QuorumPeerConfig.writeDynamicConfig).
    /// </summary>
    private static string WithPointer(string former, string? live)
    {
        const string Pointer = ZooCfg.Pointer + "=";
        return live?.Split('\n').FirstOrDefault(line => line.StartsWith(Pointer, StringComparison.Ordinal)) is not { } now ? former
            : string.Join('\n', former.Split('\n').Where(line => !line.StartsWith(Pointer, StringComparison.Ordinal)).Append(now)
                .Where(line => line.Length > 0)) + "\n";
    }

    /// <summary>Within one line of releases each reads what the others have written.</summary>
    private async Task<string?> ReleaseAsync(ServerObservation before)
    {
        var (inventory, server) = (fleet.Inventory, before.Server);
        var isAlone = inventory.Servers.All(other => other.Id == server.Id || fleet[other] != fleet[server] || !renewed.ContainsKey(other.Id));
        if (server.HasOwnRelease || !isAlone || before.Facts.Release is not { } former
            || before.Status?.Version is not { } version
            || (version.Major, version.Minor) != (inventory.Release.Version.Major, inventory.Release.Version.Minor))
        {
            return null;
        }

        var switched = await ReleaseInstaller.SwitchAsync(
            fleet[server], former.Folder, former.Sha512, inventory.InstallPath, inventory.ReleaseLink);
        if (switched)
        {
            control.Release = null;
        }

        return switched ? $"release {version}" : null;
    }

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Readable = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
}
