using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Observing;
using Remote;

namespace Ensembles.Rollouts;

/// <content>What a server shows after its key store or trust store was replaced.</content>
public sealed partial class Gates
{
    /// <summary>
    /// Waits until a server shows the certificate that was written for it, and asks for certificates of the authorities
    /// that were.
    /// </summary>
    /// <param name="files">Those that were written; a store that is not among them has not changed.</param>
    internal Task RereadAsync(Server server, ImmutableArray<HostFile> files, CancellationToken cancellation)
    {
        string? Written(string name) => files.FirstOrDefault(file => file.Path == server.LivePath(name)) is { } file
            ? Encoding.UTF8.GetString(file.Content.Span) : null;
        return ShowsAsync(server, Written(SecuritySettings.KeyStore), Written(SecuritySettings.TrustStore), isWanted: true, cancellation);
    }

    /// <summary>The same for the stores that stand on its host, whatever they are.</summary>
    internal async Task ShowsStoresAsync(Server server, CancellationToken cancellation)
    {
        var facts = await HostFacts.TakeAsync(fleet, server, [server.LivePath(SecuritySettings.TrustStore)], cancellation);
        string? Standing(string name) => facts.Files.GetValueOrDefault(server.LivePath(name));
        await ShowsAsync(server, Standing(SecuritySettings.KeyStore), Standing(SecuritySettings.TrustStore), isWanted: false, cancellation);
    }

    /// <param name="isWanted">The certificate is the inventory's.</param>
    private Task ShowsAsync(Server server, string? keyStore, string? trustStore, bool isWanted, CancellationToken cancellation)
    {
        var own = TrustedAuthorities.InStore(keyStore).FirstOrDefault();
        var trusted = TrustedAuthorities.InStore(trustStore).Select(one => one.Subject).ToImmutableHashSet();
        return PollAsync(
            server, "it shows the certificate, and trusts the authorities, that were written",
            async () => (!fleet.Inventory.Security.QuorumTls
                    || ((await TlsGreeting.AskAsync(fleet, server, cancellation))?.Shown is { } shown
                        && (own is null || shown.Certificate.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span))
                        && (trusted.IsEmpty || shown.Accepted.SetEquals(trusted))))
                && (own is null || await ShowsClientsAsync(server, isWanted, cancellation)),
            cancellation);
    }

    private async Task<bool> ShowsClientsAsync(Server server, bool isWanted, CancellationToken cancellation)
    {
        try
        {
            return fleet.Inventory.Security.Clients == ClientTransport.Plain
                || (await fleet.TlsAsync(server, cancellation)).IsWanted || !isWanted;
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            return false;
        }
    }
}
