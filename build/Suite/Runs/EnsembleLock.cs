using Ensembles;
using Ensembles.Observing;
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

    public bool IsHeld { get; private set; }

    /// <exception cref="HostLockedException">Another rollout holds it.</exception>
    /// <exception cref="HostException">A host cannot be reached, or nothing be locked there.</exception>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        var hosts = fleet.Inventory.Servers.Select(server => fleet[server]).Distinct().ToList();
        var opening = Task.WhenAll(hosts.Select(host => host.OpenAsync(cancellation)));

        // Whoever has the first has all: of two runs that begin together, one goes on.
        await HoldAsync(hosts[0], cancellation);
        await opening;
        await Task.WhenAll(hosts.Skip(1).Select(host => HoldAsync(host, cancellation)));
        IsHeld = true;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(held.Select(each => each.DisposeAsync().AsTask()));

    private async Task HoldAsync(IHost host, CancellationToken cancellation)
    {
        var taken = await host.LockAsync(fleet.Inventory.LockFile(), holder, cancellation);
        lock (held)
        {
            held.Add(taken);
        }
    }
}
