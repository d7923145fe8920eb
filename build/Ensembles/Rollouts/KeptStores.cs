using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Remote;

namespace Ensembles.Rollouts;

/// <summary>
/// Key stores and logins of servers while others take their place: what stood there stays beside them as <c>NAME.former</c>,
/// of the same owner and mode, until the server has passed its gate. Their contents never leave the host.
/// </summary>
public sealed class KeptStores(Fleet fleet)
{
    /// <summary>What is kept, by the server, with its SHA-256: what the server served with last.</summary>
    private readonly ConcurrentDictionary<(int, string), ImmutableSortedDictionary<string, string>> kept = new();

    /// <summary>What is kept of a server by this run, and its SHA-256, by name; empty: nothing.</summary>
    public ImmutableSortedDictionary<string, string> Of(Server server) =>
        kept.GetValueOrDefault((server.Id, server.Host), ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>To be called before files of a server are written. Asks the host only where a store is among them.</summary>
    /// <exception cref="HostException">The host failed, or nothing can be written to the folder.</exception>
    public async Task KeepAsync(Server server, ImmutableArray<HostFile> files, CancellationToken cancellation)
    {
        var stores = files.Where(file => SecuritySettings.IsStore(NameOf(file))).ToImmutableSortedDictionary(
            NameOf, file => Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)));
        if (stores.IsEmpty)
        {
            return;
        }

        var lines = await RunAsync("keep", server, stores, cancellation);
        kept[(server.Id, server.Host)] = lines.Select(line => line.Split(' ')).Where(words => words is ["kept", _, _])
            .ToImmutableSortedDictionary(words => words[1], words => words[2]);
    }

    /// <summary>Gives a server stores back, all or none.</summary>
    /// <param name="stores">Names, and the SHA-256 that each had.</param>
    /// <returns>Whether any differs from what stood there; null: one of them is neither kept nor there, and nothing was done.</returns>
    public async Task<bool?> BackAsync(Server server, ImmutableSortedDictionary<string, string> stores)
    {
        var lines = stores.IsEmpty ? [] : await RunAsync("back", server, stores, CancellationToken.None);
        return lines.Any(line => line.StartsWith("lost ", StringComparison.Ordinal)) ? null
            : lines.Any(line => line.StartsWith("back ", StringComparison.Ordinal));
    }

    /// <summary>The server serves with what it has: what is kept goes.</summary>
    /// <param name="names">Of what an earlier run has kept; default: what this one has.</param>
    public async Task DropAsync(Server server, params ImmutableArray<string> names)
    {
        kept.TryRemove((server.Id, server.Host), out var own);
        var all = (own?.Keys ?? []).Union(names).ToImmutableSortedDictionary(name => name, _ => "-");
        if (!all.IsEmpty)
        {
            await RunAsync("drop", server, all, CancellationToken.None);
        }
    }

    private static string NameOf(HostFile file) => file.Path[(file.Path.LastIndexOf('/') + 1)..];

    private async Task<string[]> RunAsync(
        string action, Server server, ImmutableSortedDictionary<string, string> stores, CancellationToken cancellation)
    {
        var script = Scripts.AsOwner(fleet.Inventory, server.Paths.Config, Script.Of(
            Scripts.Text("stores"),
            [action, server.Paths.Config, .. stores.SelectMany(store => (string[])[store.Key, store.Value])]));
        return (await fleet[server].RunAsync(script, cancellation))
            .OrThrow($"{action} former key stores of server {server.Id} in {server.Paths.Config}").Output.Split('\n');
    }
}
