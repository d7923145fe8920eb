using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Ensembles.Findings;
using Ensembles.Inventories.Security;

namespace Ensembles.Inventories.Reading;

/// <summary>Whether the files of TLS can be used: by each server, by those who connect to it, and by the suite.</summary>
internal sealed class CertificateChecks(FoundMap security, SecuritySpec spec, ReadContext context)
{
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DateTimeOffset now = context.Time.GetUtcNow();

    public void Run(IReadOnlyList<FoundServer> servers, SettingsSpec settings)
    {
        var authorities = ReadAuthorities();
        var anchors = new HashSet<string>();
        foreach (var server in servers.Where(server => spec.Certificates.ContainsKey(server.Id)))
        {
            if (Check(spec.Certificates[server.Id], security, CertificateUse.ServerUses(spec), authorities, anchors) is { } loaded)
            {
                CheckNames(loaded, server, settings);
            }
        }

        if (spec.OwnCertificate is { } own && security.Map("ownCertificate") is { } map)
        {
            Check(own, map, [CertificateUse.ClientAuth], authorities, anchors);
        }

        CheckAuthorities(authorities, anchors);
    }

    /// <returns>The certificate where its files can be read.</returns>
    private ServerCertificate? Check(
        CertificateFiles files, FoundMap map, ImmutableArray<string> uses, TrustedAuthorities? authorities,
        HashSet<string> anchors)
    {
        var (place, keyPlace) = (map.Place("certificate"), map.Place("key"));
        if (ServerCertificate.TryLoad(files, out var fault) is not { } certificate)
        {
            context.Faults.Error(fault!.Code, fault.OfKey ? keyPlace : place, fault.Message, fault.Remedy);
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(files.Key) & OthersRead) != 0)
        {
            context.Faults.Warning(InventoryCodes.KeyFileExposed, keyPlace, $"names {files.Key}, which others may read",
                $"run chmod 600 {files.Key}");
        }

        CheckTime(certificate, place);
        foreach (var weakness in Weakness.Of(certificate))
        {
            weakness.Report(context.Faults, place, files.Certificate);
        }

        if (CertificateUse.Lacking(certificate.Own, uses) is { } lacking)
        {
            context.Faults.Error(InventoryCodes.CertificateUsage, place,
                $"names {files.Certificate}, whose certificate is not for {lacking}",
                "issue one for serverAuth and clientAuth with the key usage digitalSignature");
        }

        if (authorities is null)
        {
            return certificate;
        }

        if (authorities.AnchorOf(certificate, now) is { } anchor)
        {
            anchors.Add(anchor.Thumbprint);
        }
        else
        {
            context.Faults.Error(InventoryCodes.CertificateUntrusted, place,
                $"names {files.Certificate}, which leads to none of the authorities (its issuer is {certificate.Own.Issuer})",
                "add the issuer's certificate to security.authorities, or those between to the file itself");
        }

        return certificate;
    }

    private void CheckTime(ServerCertificate certificate, Found place)
    {
        foreach (var one in certificate.Issuers.Prepend(certificate.Own))
        {
            string file = $"names {certificate.Files.Certificate}, whose certificate of {one.Subject}";
            if (Validity.Ended(one, now))
            {
                context.Faults.Error(InventoryCodes.CertificateExpired, place,
                    $"{file} expired on {one.NotAfter.ToUniversalTime():yyyy-MM-dd}", "renew it");
            }
            else if (!Validity.Began(one, now))
            {
                context.Faults.Error(InventoryCodes.CertificateNotYetValid, place,
                    $"{file} is valid from {one.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on",
                    "use one that is valid now, or correct the clock of this machine");
            }
            else if (Validity.DaysLeft(one, now) is < Validity.SoonDays and var days)
            {
                context.Faults.Warning(InventoryCodes.CertificateExpiresSoon, place,
                    $"{file} expires in {days} days", "renew it and deploy again");
            }
        }
    }

    private void CheckNames(ServerCertificate certificate, FoundServer server, SettingsSpec settings)
    {
        // Servers may be told not to compare names; clients of the suite and of others do in any case.
        bool compared = spec.Clients != ClientTransport.Plain
            || settings.Values.GetValueOrDefault("ssl.quorum.hostnameVerification") != "false";
        if (compared && server.Host is { } host && !certificate.Covers(host))
        {
            context.Faults.Error(InventoryCodes.CertificateNames, security.Place("certificate"),
                $"names {certificate.Files.Certificate}, which is for {CertificateNames.Of(certificate.Own)} and not for "
                + $"{host}, the host of server {server.Id}",
                $"issue one with the alternative name {(System.Net.IPAddress.TryParse(host, out _) ? "IP" : "DNS")}:{host}");
        }
    }

    private TrustedAuthorities? ReadAuthorities()
    {
        var all = ImmutableArray.CreateBuilder<X509Certificate2>();
        bool whole = true;
        foreach (var text in SecurityReader.Authorities(security))
        {
            if (PemFile.Certificates(context.OnThisMachine(text.Value), out var fault) is { } some)
            {
                all.AddRange(some);
            }
            else
            {
                whole = false;
                context.Faults.Error(fault!.Code, text, fault.Message, fault.Remedy);
            }
        }

        return whole && all.Count > 0 ? new TrustedAuthorities(all.ToImmutable()) : null;
    }

    /// <param name="anchors">Thumbprints of those that certificates lead to.</param>
    private void CheckAuthorities(TrustedAuthorities? authorities, HashSet<string> anchors)
    {
        var place = security.Place("authorities");
        foreach (var one in authorities?.Certificates ?? [])
        {
            string what = $"has {one.Subject}, which expired on {one.NotAfter.ToUniversalTime():yyyy-MM-dd}";
            if (Validity.Ended(one, now) && anchors.Contains(one.Thumbprint))
            {
                context.Faults.Error(InventoryCodes.AuthorityExpired, place, what, "renew it; certificates lead to it");
            }
            else if (Validity.Ended(one, now))
            {
                context.Faults.Warning(InventoryCodes.AuthorityExpired, place, what, "remove it");
            }
        }

        foreach (var alike in (authorities?.Certificates ?? []).DistinctBy(one => one.Thumbprint)
            .GroupBy(one => one.SubjectName.Name).Where(group => group.Count() > 1))
        {
            context.Faults.Error(InventoryCodes.AuthoritiesAlike, place,
                $"has {alike.Count()} certificates of {alike.Key}, and ZooKeeper keeps the last of them only",
                "trust one of them, or give the new authority a name of its own");
        }
    }
}
