using Ensembles.Findings;
using Ensembles.Inventories.Security;
using Ensembles.Inventories.Settings;
using ZooKeeper;

namespace Ensembles.Inventories.Reading;

/// <summary>What TLS needs of the release and of the section, without a look at the files.</summary>
internal sealed class TransportChecks(FoundMap security, SecuritySpec spec, ReadContext context)
{
    private static readonly string[] Needed = ["certificate", "key", "authorities"];

    private static readonly string[] OfTls =
        ["requireCertificate", "protocols", "authorities", "certificate", "key", "passphrase", "ownCertificate"];

    private Faults Faults => context.Faults;

    public void Run(Version? release, SettingsSpec settings)
    {
        CheckParts();
        if (release is not null)
        {
            CheckRelease(release);
            CheckProtocols(release, settings);
        }

        if (spec is { Clients: ClientTransport.Tls, RequireCertificate: true } && !security.Has("ownCertificate"))
        {
            Faults.Error(InventoryCodes.OwnCertificateMissing, security.Place("requireCertificate"),
                "asks every client for a certificate, and the suite's own sessions have none",
                "write security.ownCertificate: { certificate: FILE, key: FILE }, or clients: both");
        }
    }

    private void CheckParts()
    {
        if (spec.UsesTls)
        {
            foreach (string name in Needed.Where(name => !security.Has(name)))
            {
                Faults.Error(InventoryCodes.TransportIncomplete, $"{security.Key}.{name}", security.At,
                    "is missing, and TLS needs it", $"write {name}: FILE");
            }
        }
        else
        {
            foreach (string name in OfTls.Where(security.Has))
            {
                Faults.Warning(InventoryCodes.SecurityUnused, security.Key + "." + name, security.Place(name).At,
                    "has no effect, since no port speaks TLS", "write clients: both, or quorum: tls, or remove it");
            }
        }

        if (spec is { Clients: ClientTransport.Plain, RequireCertificate: true, QuorumTls: true })
        {
            Faults.Error(InventoryCodes.SecurityUnused, security.Place("requireCertificate"),
                "has no effect, since clients connect without TLS", "write clients: tls, or remove it");
        }
    }

    private void CheckRelease(Version release)
    {
        Require(spec.Clients != ClientTransport.Plain, "clients", "ssl.keyStore.location", "TLS with key stores in PEM", release);
        Require(spec.QuorumTls, "quorum", "sslQuorum", "TLS between servers", release);
        if (spec is { Clients: not ClientTransport.Plain, RequireCertificate: false }
            && Knows(release, "ssl.keyStore.location") && !release.ReadsClientAuth)
        {
            Faults.Error(InventoryCodes.CertificatesAlwaysAsked, security.Place("clients"),
                $"makes ZooKeeper {release} ask every client for a certificate, whatever the configuration says",
                "write requireCertificate: true, or use 3.5.7 or later");
        }
    }

    private void CheckProtocols(Version release, SettingsSpec settings)
    {
        if (spec.Protocols is not ["TLSv1.3"] || release.OffersTls13)
        {
            return;
        }

        bool lacks = (spec.Clients != ClientTransport.Plain && !Has("ssl.ciphersuites"))
            || (spec.QuorumTls && !Has("ssl.quorum.ciphersuites"));
        if (lacks)
        {
            Faults.Error(InventoryCodes.ProtocolUnsupported, security.Place("protocols"),
                $"allows TLSv1.3 alone, and ZooKeeper {release} offers no cipher suite of it",
                "add TLSv1.2, or write settings: ssl.ciphersuites and ssl.quorum.ciphersuites with TLS_AES_256_GCM_SHA384");
        }

        bool Has(string key) => settings.Values.GetValueOrDefault(key) is { } suites
            && (suites.Contains("TLS_AES_", StringComparison.Ordinal) || suites.Contains("TLS_CHACHA20_", StringComparison.Ordinal));
    }

    private void Require(bool wanted, string name, string key, string what, Version release)
    {
        if (wanted && !Knows(release, key))
        {
            Faults.Error(InventoryCodes.SecurityUnsupported, security.Place(name),
                $"asks for {what}, which ZooKeeper {release} does not have",
                $"write plain, or use {SettingTable.Find(key)!.Since} or later");
        }
    }

    private static bool Knows(Version release, string key) => SettingTable.Find(key)!.IsKnownTo(release);
}
