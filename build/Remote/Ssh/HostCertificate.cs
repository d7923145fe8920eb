using System.Globalization;
using Renci.SshNet.Security;

namespace Remote.Ssh;

/// <summary>
/// What a host shows instead of its bare key: the key, signed by an authority (PROTOCOL.certkeys of OpenSSH). The library
/// has checked the signature.
/// </summary>
/// <param name="key">The key that is certified.</param>
internal sealed class HostCertificate(Certificate shown, HostKey key)
{
    public HostKey Key => key;

    /// <summary>The key that has signed it.</summary>
    public HostKey Authority { get; } = new(shown.CertificateAuthorityKey);

    /// <summary>The name that its authority has given it.</summary>
    public string Id => shown.KeyId;

    /// <summary>Why it does not show that the key is that of a host; null: it does, if its authority may.</summary>
    /// <param name="host">The host's name without a port, or the alias of its key.</param>
    public string? FaultFor(string host)
    {
        var now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return shown.Type != Certificate.CertificateType.Host ? $"certificate {Id} is one of a user"
            : shown.ValidBeforeUnixSeconds <= now || shown.ValidAfterUnixSeconds > now ? string.Create(
                CultureInfo.InvariantCulture, $"certificate {Id} is not valid now, but {shown.ValidAfter:u} to {shown.ValidBefore:u}")
            : shown.CriticalOptions.Count > 0 ? $"certificate {Id} has critical options, and none are known for a host"
            : shown.ValidPrincipals.Count == 0 || shown.ValidPrincipals.Any(name => Wildcard.Matches(name, host.ToLowerInvariant())) ? null
            : $"certificate {Id} is for {string.Join(", ", shown.ValidPrincipals)}";
    }
}
