using Ensembles.Inventories;
using Ensembles.Inventories.Security;

namespace Ensembles.Rendering;

/// <summary>A server's files for TLS and logins, in its folder of configuration.</summary>
internal static class SecurityFiles
{
    /// <summary>
    /// Key store and trust store; nothing where all is plain, and of a server that is to leave: the inventory has no
    /// certificate for it, and it keeps what it has.
    /// </summary>
    /// <exception cref="InventoryException">A certificate or key cannot be read any more.</exception>
    public static IEnumerable<RenderedFile> Stores(Inventory inventory, Server server)
    {
        if (!inventory.Security.UsesTls || !inventory.Security.Certificates.TryGetValue(server.Id, out var files))
        {
            yield break;
        }

        bool restart = !SecuritySettings.AreReloaded(inventory);
        var certificate = ServerCertificate.Load(files);
        yield return Make(server, SecuritySettings.KeyStore, certificate.KeyStore.Value, restart, secret: true);
        yield return Make(server, SecuritySettings.TrustStore,
            TrustedAuthorities.Load(inventory.Security.Authorities).TrustStore, restart, secret: false);
    }

    /// <summary>
    /// Names and passwords for the Java machine; nothing where nobody logs in by SASL, and of a server that is to leave,
    /// for which the inventory has no Kerberos principal.
    /// </summary>
    public static IEnumerable<RenderedFile> Logins(Inventory inventory, Server server) =>
        inventory.Security.UsesSasl && inventory.Security.Kerberos?.Principals.ContainsKey(server.Id) != false
            ? [Make(server, SecuritySettings.Logins, JaasFile.Of(inventory.Security, server), restart: true, secret: true)]
            : [];

    /// <summary>
    /// The option by which Java finds the logins; null where there are none. Those of before are used as long as servers
    /// are still to log in to each other, though the inventory has no logins any more.
    /// </summary>
    public static string? LoginFlag(Inventory inventory, Server server, QuorumLink? pass) =>
        inventory.Security.UsesSasl || pass is { Sasl: true } && !inventory.WantedLink.Sasl
            ? $"-Djava.security.auth.login.config={server.Paths.Config}/{SecuritySettings.Logins}"
            : null;

    private static RenderedFile Make(Server server, string name, string text, bool restart, bool secret) =>
        new(name, $"{server.Paths.Config}/{name}", text, secret ? Renderer.Private : Renderer.Readable, restart)
        {
            Secret = secret, Sealed = true,
        };
}
