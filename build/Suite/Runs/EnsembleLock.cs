using System.Collections.Concurrent;
using Ensembles.HostAccess;
using Ensembles.Membership;
using Remote;

namespace Suite.Runs;

/// <summary>
/// Takes an ensemble for one run alone: a lock on each of its hosts, which the kernel there holds
/// for as long as the run lives.
/// </summary>
/// <param name="holder">For those who come later: who, where, since when, what for.</param>
public sealed class EnsembleLock(Fleet fleet, string holder) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> held = [];

    /// <summary>No other run has it: of two that begin in one second, each knows itself.</summary>
    private readonly string mark = $"{holder} (run {Guid.NewGuid().ToString("N")[..8]})";
    private readonly ConcurrentBag<string> names = [];

    public bool IsHeld { get; private set; }

    /// <exception cref="HostLockedException">Another rollout holds it, or the data folder of one of its servers.</exception>
    /// <exception cref="HostException">A host cannot be reached, or nothing be locked there.</exception>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        var hosts = fleet.Inventory.Servers.Select(server => fleet[server]).Distinct().ToList();
        var opening = Task.WhenAll(hosts.Select(host => host.OpenAsync(cancellation)));

        // The run that has the first has all: of two runs that begin together, one goes on.
        await HoldAsync(hosts[0], cancellation);
        await opening;
        await Task.WhenAll(hosts.Skip(1).Select(host => HoldAsync(host, cancellation)));
        IsHeld = true;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(held.Select(each => each.DisposeAsync().AsTask()));

    private async Task HoldAsync(IHost host, CancellationToken cancellation)
    {
        try
        {
            // Another inventory, or another checkout, has a lock of its own: the servers' folders are the same.
            var folders = fleet.Inventory.Servers.Where(server => fleet[server] == host)
                .Select(server => server.Paths.Data).Distinct().ToList();
            var taken = await host.LockAsync(fleet.Inventory.LockFile(), mark, folders, cancellation);
            names.Add(host.Name);
            lock (held)
            {
                held.Add(taken);
            }
        }
        catch (HostLockedException locked) when (locked.Holder == mark)
        {
            throw Failures.WrongInput(
                $"{host.Name} and {string.Join(" or ", names.Where(name => name != host.Name).Order())} are one " +
                $"machine, or share the folder {fleet.Inventory.InstallPath}: this run itself holds the lock in it. " +
                "Write one name as the host of the servers of one machine, with ports and folders of their own, and an install " +
                "folder that only one machine has. Nothing was touched.");
        }
    }
}
