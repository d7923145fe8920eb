using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Rendering;

namespace Ensembles.Observing;

/// <summary>
/// Finds out where certificates of the servers' connections with each other are on their way from one authority to
/// another: what each server shows is measured on its election port, and whom it trusts is read from its trust store.
/// </summary>
internal sealed class Rotation
{
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private readonly ImmutableArray<ServerObservation> speaking;
    private readonly TrustedAuthorities wanted;
    private readonly ImmutableDictionary<int, ServerCertificate> certificates;
    private readonly ImmutableDictionary<int, string> keyStores;
    private readonly bool someLeave;

    /// <summary>Servers that show nothing, and whose step was ended before its gate was passed.</summary>
    private readonly ImmutableHashSet<int> unproved = [];

    private Rotation(Inventory inventory, ImmutableArray<ServerObservation> speaking)
    {
        this.speaking = speaking;
        wanted = TrustedAuthorities.Load(inventory.Security.Authorities);
        certificates = inventory.Servers.ToImmutableDictionary(
            server => server.Id, server => ServerCertificate.Load(inventory.Security.Certificates[server.Id]));
        keyStores = inventory.Servers.ToImmutableDictionary(
            server => server.Id, server => SecurityFiles.Stores(inventory, server).First().Digest);
        var silent = speaking.Where(server => Shown(server) is null).ToList();
        if (speaking.Except(silent).All(server => Anchor(wanted, server) is not null) && silent.TrueForAll(IsUnproved))
        {
            unproved = [.. silent.Select(server => server.Server.Id)];
        }

        var leaving = speaking.Where(server => !ShowsWanted(server) && Anchor(wanted, server) is null).ToList();
        someLeave = leaving.Count > 0;
        var trusted = new TrustedAuthorities([.. speaking.SelectMany(server => Running(server) ?? [])]);
        Former = [.. leaving.Select(server => Anchor(trusted, server)).OfType<X509Certificate2>().DistinctBy(one => one.Thumbprint)];
    }

    /// <summary>Authorities of shown certificates that the inventory does not trust.</summary>
    public ImmutableArray<X509Certificate2> Former { get; }

    /// <summary>Those in a server's trust stores on its host that the inventory does not have.</summary>
    /// <param name="stores">In PEM; null: there is none.</param>
    public static ImmutableArray<X509Certificate2> OtherAuthorities(Inventory inventory, params IEnumerable<string?> stores)
    {
        var found = stores.SelectMany(store => TrustedAuthorities.InStore(store)).ToList();
        if (!inventory.Security.UsesTls || found.Count == 0)
        {
            return [];
        }

        var known = TrustedAuthorities.Load(inventory.Security.Authorities).Certificates.Select(one => one.Thumbprint).ToHashSet();
        return [.. found.DistinctBy(one => one.Thumbprint).Where(one => !known.Contains(one.Thumbprint))];
    }

    /// <summary>
    /// The same servers; where authorities differ so that a server would not trust another one in between, their links
    /// say so. Tells the fleet which authorities servers need until then.
    /// </summary>
    public static ImmutableArray<ServerObservation> Judge(Fleet fleet, ImmutableArray<ServerObservation> servers)
    {
        ImmutableArray<ServerObservation> speaking = [.. servers.Where(server => Encrypts(server.Link))];
        if (!fleet.Inventory.Security.QuorumTls || speaking.IsEmpty)
        {
            fleet.FormerAuthorities = [];
            return servers;
        }

        var rotation = new Rotation(fleet.Inventory, speaking);
        fleet.FormerAuthorities = rotation.Former;
        return [.. servers.Select(rotation.Judge)];
    }

    private static bool Encrypts(QuorumLink? link) => link is { Tls: true } or { TakesBoth: true };

    private ServerObservation Judge(ServerObservation server)
    {
        var isNeeded = someLeave || speaking.Any(other => Lacks(Running(other)));
        if (!isNeeded || !Encrypts(server.Link))
        {
            return server;
        }

        return server with
        {
            Link = With(server.Link, ShowsWanted(server), Running(server)),
            FiledLink = Encrypts(server.FiledLink)
                ? With(server.FiledLink, Filed(server), TrustedAuthorities.InStore(server.TrustStore)) : server.FiledLink,
            WhyTrustUnknown = Twin() is { } twin
                    ? $"the authority in use and the new one are both named '{twin}', and ZooKeeper's trust store keeps one of a name"
                : Running(server) is null && (someLeave || Lacks(null))
                    ? $"it runs with the trust store {server.Stores.Trust ?? "of its Java"}, which is not the suite's"
                : ShowsWanted(server) || Anchor(new([.. Former, .. wanted.Certificates]), server) is not null ? null
                : Shown(server) is null ? "it is not known which certificate it shows"
                : "the authority of the certificate that it shows is in no trust store",
            Rereads = server.Stores.Rereads && IsOurs(server) && server.Facts.StartedByUs && IsTold(server),
        };
    }

    private QuorumLink? With(QuorumLink? link, bool showsWanted, ImmutableArray<X509Certificate2>? store) => link!.Value with
    {
        Shows = showsWanted ? ShownCertificate.Wanted : someLeave ? ShownCertificate.Former : ShownCertificate.Kept,
        LacksWanted = Lacks(store),
        TrustsFormer = someLeave && store is { } trusted && Former.All(one => trusted.Any(other => other.Thumbprint == one.Thumbprint)),
    };

    /// <summary>It does not trust every certificate that the inventory has for servers.</summary>
    /// <param name="store">
    /// Null: not known. Then it trusts the authorities of those certificates that it and the others show by now.
    /// </param>
    private bool Lacks(ImmutableArray<X509Certificate2>? store)
    {
        var trusted = new TrustedAuthorities(
            store ?? [.. speaking.Select(server => Anchor(wanted, server)).OfType<X509Certificate2>()]);
        return certificates.Values.Any(one => trusted.AnchorOf(one, now) is null);
    }

    /// <summary>The authorities that the process trusts; null where its trust store is none that the suite writes.</summary>
    private static ImmutableArray<X509Certificate2>? Running(ServerObservation server) => !IsOurs(server) ? null
        : TrustedAuthorities.InStore(server.Stores.Rereads ? server.TrustStore : server.StartedTrustStore ?? server.TrustStore);

    private static bool IsOurs(ServerObservation server) =>
        server.Stores.Trust == server.Server.LivePath(SecuritySettings.TrustStore);

    private bool ShowsWanted(ServerObservation server) =>
        Shown(server)?.GetCertHashString(HashAlgorithmName.SHA256) == certificates[server.Server.Id].Fingerprint;

    /// <summary>
    /// The wanted key store stands there and the one of before is kept: a run that was killed had not seen the server show it. Where
    /// no authority is on its way out its step is done again, which ends with the one or the other.
    /// </summary>
    private bool IsUnproved(ServerObservation server) =>
        Filed(server) && server.Facts.KeptStores.Contains(SecuritySettings.KeyStore);

    /// <summary>As measured; of a server that is down, or has a step to do again, what its key store has. Null: not known.</summary>
    private X509Certificate2? Shown(ServerObservation server) => server.Facts.Pid is null || unproved.Contains(server.Server.Id)
        ? TrustedAuthorities.InStore(server.KeyStore).FirstOrDefault() : server.Greeting?.Shown?.Certificate;

    private bool Filed(ServerObservation server) =>
        server.Facts.Digests.GetValueOrDefault(server.Server.LivePath(SecuritySettings.KeyStore)) == keyStores[server.Server.Id];

    /// <summary>The authority that what it shows leads to; null: none of these, or it is not known what it shows.</summary>
    private X509Certificate2? Anchor(TrustedAuthorities among, ServerObservation server) => Shown(server) is { } shown
        ? among.AnchorOf(shown, [.. server.Greeting?.Shown?.Chain ?? [], .. TrustedAuthorities.InStore(server.KeyStore)], now) : null;

    /// <summary>
    /// It is seen from outside whom it trusts: it names the authorities that its trust store has.
    /// </summary>
    private static bool IsTold(ServerObservation server) =>
        server.Greeting?.Shown is { } shown
        && shown.Accepted.SetEquals((Running(server) ?? []).Select(one => one.Subject));

    /// <summary>The name of two authorities that all would have to trust for a while (PemReader.loadTrustStore); null: there is none.</summary>
    private string? Twin() => Former.Concat(wanted.Certificates).DistinctBy(one => one.Thumbprint)
        .GroupBy(one => one.Subject).FirstOrDefault(name => name.Count() > 1)?.Key;
}
