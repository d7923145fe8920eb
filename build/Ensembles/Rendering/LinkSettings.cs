using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;

namespace Ensembles.Rendering;

/// <summary>Files of a server on the way: everything as wanted, but for how it speaks to the others.</summary>
internal static class LinkSettings
{
    /// <summary>
    /// The files for a pass. Where TLS or SASL is on its way out, what it needs is kept as the host has it until the
    /// last pass: the keys of its stores and login contexts, and java.env with the login's configuration.
    /// </summary>
    /// <param name="link">Null: as wanted in the end.</param>
    /// <param name="present">The configuration file that stands on the host; null: none.</param>
    /// <param name="former">Authorities that the inventory does not trust, and that servers' certificates still lead to.</param>
    public static ImmutableArray<RenderedFile> Render(
        Renderer renderer, Inventory inventory, Server server, MembershipForm form, QuorumLink? link, string? present,
        ImmutableArray<X509Certificate2> former)
    {
        var wanted = inventory.WantedLink;
        if (link is not { } pass || pass == wanted)
        {
            return renderer.Render(inventory, server, form);
        }

        var kept = Kept(present, inventory, pass);
        var values = inventory.Settings.Values.RemoveRange(inventory.Settings.Values.Keys.Where(QuorumLink.IsKey)).AddRange(kept);
        var onTheWay = inventory with { Settings = inventory.Settings with { Values = values } };
        var leavesSasl = pass.Sasl && !wanted.Sasl;
        return
        [
            .. renderer.Render(onTheWay, server, form, pass)
                .Where(file => !(leavesSasl && file.Name is "java.env" or "jaas.conf") && !Stays(file, pass))
                .Select(file => file.Name == SecuritySettings.TrustStore && pass.TrustsFormer
                    ? file with { Content = file.Content + TrustedAuthorities.Pem(former) } : file),
        ];
    }

    /// <summary>A store that is not to be the wanted one yet is left as it stands on the host.</summary>
    private static bool Stays(RenderedFile file, QuorumLink pass) => file.Name switch
    {
        SecuritySettings.KeyStore => pass.Shows != ShownCertificate.Wanted,
        SecuritySettings.TrustStore => pass.LacksWanted,
        _ => false,
    };

    private static IEnumerable<KeyValuePair<string, string>> Kept(string? present, Inventory inventory, QuorumLink pass)
    {
        var wanted = inventory.WantedLink;
        return from setting in ZooCfg.Parse(present ?? "").Entries
               where !QuorumLink.IsKey(setting.Key) && !inventory.Settings.Values.ContainsKey(setting.Key)
               where ((pass.Tls || pass.TakesBoth) && !wanted.Tls && setting.Key.StartsWith("ssl.quorum.", StringComparison.Ordinal))
                   || (pass.Sasl && !wanted.Sasl && (setting.Key == SecuritySettings.FipsMode
                       || setting.Key.StartsWith("quorum.auth.", StringComparison.Ordinal)))
               select setting;
    }
}
