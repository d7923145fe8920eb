using Ensembles.Inventories.Security;
using Ensembles.Rendering;

namespace Ensembles.Observing;

/// <summary>The stores of a server's connections with the others, by its zoo.cfg.</summary>
/// <param name="Trust">The path of its trust store; null: none is named.</param>
/// <param name="Rereads">
/// It reads them anew when they change (sslQuorumReloadCertFiles), and those for clients too, where it takes clients by
/// TLS (client.certReload).
/// </param>
internal sealed record StoreSettings(string? Trust, bool Rereads)
{
    public static StoreSettings Of(string? zooCfg)
    {
        var file = ZooCfg.Parse(zooCfg ?? "");
        return new(
            file["ssl.quorum.trustStore.location"],
            file["sslQuorumReloadCertFiles"] == "true" && (file["secureClientPort"] is null || file["client.certReload"] == "true"));
    }
}
