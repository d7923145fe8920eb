using System.Security.Authentication;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using ZooKeeper.Client;
using ZooKeeper.Security;

namespace Ensembles.HostAccess;

/// <summary>What the suite's own sessions show, trust and log in as, by the section <c>security</c>.</summary>
internal static class ClientTls
{
    /// <exception cref="InventoryException">A file cannot be read any more since the inventory was checked.</exception>
    public static TlsOptions Of(SecuritySpec spec)
    {
        var options = new TlsOptions
        {
            Authorities = [.. TrustedAuthorities.Load(spec.Authorities).Certificates],
            Identity = spec.OwnCertificate is { } own ? ServerCertificate.Load(own).Identity : null,
        };
        var protocols = spec.Protocols.Select(Protocol).Aggregate(SslProtocols.None, (all, one) => all | one);
        return protocols == SslProtocols.None ? options : options with { Protocols = protocols };
    }

    /// <summary>Null: sessions log in as nobody.</summary>
    public static SaslLogin? LoginOf(SecuritySpec spec) => spec switch
    {
        { ClientSasl: SaslMechanism.Digest, OwnUser: { } user } => new SaslLogin.Digest(user.Name, user.Password.Value),
        { ClientSasl: SaslMechanism.Kerberos, Kerberos: { } kerberos } => new SaslLogin.Kerberos(
            kerberos.Principals.Values.FirstOrDefault("zookeeper").Split('/', '@')[0], kerberos.OwnPrincipal,
            kerberos.OwnKeytab),
        _ => null,
    };

    private static SslProtocols Protocol(string name) => name switch
    {
        "TLSv1.2" => SslProtocols.Tls12,
        "TLSv1.3" => SslProtocols.Tls13,
        _ => SslProtocols.None,
    };
}
