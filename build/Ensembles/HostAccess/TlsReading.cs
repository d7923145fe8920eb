using Ensembles.Inventories.Security;

namespace Ensembles.HostAccess;

/// <summary>What a server agrees to and shows on its port for clients with TLS.</summary>
/// <param name="Protocol">TLS 1.2 or TLS 1.3.</param>
/// <param name="NotAfter">Until when its certificate is valid.</param>
public sealed record TlsReading(string Protocol, DateTimeOffset NotAfter)
{
    /// <summary>It is the certificate that the inventory has for this server. Default true.</summary>
    public bool IsWanted { get; init; } = true;

    /// <summary>Whole days until <see cref="NotAfter"/>; negative where it is past.</summary>
    public int DaysLeft(TimeProvider clock) => Validity.DaysLeft(NotAfter, clock.GetUtcNow());
}
