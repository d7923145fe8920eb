using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories.Security;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Keys under <c>settings</c> that say something else than the section <c>security</c>. Where the section is silent, the
/// settings hold as they do without it.
/// </summary>
internal sealed class SettingContradictions(FoundMap root, FoundMap security, SecuritySpec spec, ReadContext context)
{
    private const string Property = "-Dzookeeper.", LoginOption = "-Djava.security.auth.login.config=";

    public void Run(IReadOnlyList<FoundServer> servers, Version? release, SettingsSpec settings)
    {
        if (release is null || servers.FirstOrDefault(server => server is { Host: not null, Paths: not null }) is not { } one)
        {
            return;
        }

        var ours = SecuritySettings.Of(spec, one.ToServer(), release, settings.Values);
        foreach (var found in Settings())
        {
            Check(found.Key["settings.".Length..], found.Value, found, ours);
        }

        foreach (var flag in root.Map("java")?.List("flags")?.Items.OfType<FoundText>() ?? [])
        {
            if (spec.UsesSasl && flag.Value.StartsWith(LoginOption, StringComparison.Ordinal))
            {
                Report(flag, security.Place("sasl"));
            }
            else if (flag.Value.StartsWith(Property, StringComparison.Ordinal))
            {
                var parts = flag.Value[Property.Length..].Split('=', 2);
                Check(parts[0], parts[^1], flag, ours);
            }
        }
    }

    private IEnumerable<FoundText> Settings() => (root.Map("settings")?.Values
        ?? ImmutableDictionary<string, Found>.Empty)
        .Values.OfType<FoundText>();

    private void Check(string key, string value, FoundText found, ImmutableSortedDictionary<string, string> ours)
    {
        if (DecidedBy(key, ours) is { } place && Expected(key, ours) != value)
        {
            Report(found, place);
        }
    }

    private void Report(FoundText found, Found place) => context.Faults.Error(InventoryCodes.SecurityContradiction, found,
        $"contradicts {place.Key} in line {place.At.Line}, which decides it", "remove it; the section security writes it");

    private static string? Expected(string key, ImmutableSortedDictionary<string, string> ours) =>
        ours.GetValueOrDefault(key) ?? key switch
        {
            "quorum.auth.learner.saslLoginContext" => "QuorumLearner",
            "quorum.auth.server.saslLoginContext" => "QuorumServer",
            "allowSaslFailedClients" or "sessionRequireClientSASLAuth" or "enforce.auth.enabled" => "false",
            _ => SecuritySettings.LinkKeys.Contains(key) ? "false" : null,
        };

    /// <summary>The place of the section that says it; null where the section says nothing of the key.</summary>
    private Found? DecidedBy(string key, ImmutableSortedDictionary<string, string> ours)
    {
        var sasl = security.Map("sasl");
        return key switch
        {
            "secureClientPort" or "secureClientPortAddress" => Written(security, "clients"),
            QuorumLink.TlsKey or QuorumLink.BothKey => Written(security, "quorum"),
            "quorum.auth.learner.saslLoginContext" or "quorum.auth.server.saslLoginContext" =>
                spec.QuorumSasl != SaslMechanism.None ? Written(sasl, "quorum") : null,
            _ when key.StartsWith("quorum.auth.", StringComparison.Ordinal)
                && (ours.ContainsKey(key) || SecuritySettings.LinkKeys.Contains(key)) => Written(sasl, "quorum"),
            "allowSaslFailedClients" => spec.RequireSasl ? Written(sasl, "required") : null,
            "sessionRequireClientSASLAuth" or "enforce.auth.enabled" or "enforce.auth.schemes" =>
                sasl?.Has("required") == true && (!spec.RequireSasl || ours.ContainsKey(key))
                    ? Written(sasl, "required") : null,
            _ when IsStore(key, "ssl.quorum.") => Written(security, "quorum"),
            _ when IsStore(key, "ssl.") => Written(security, "clients"),
            _ when key.StartsWith("ssl.quorum.", StringComparison.Ordinal) || key == "sslQuorumReloadCertFiles" =>
                ours.ContainsKey(key) ? Written(security, "quorum") : null,
            _ when key.StartsWith("authProvider.", StringComparison.Ordinal) =>
                ours.ContainsKey(key) ? Written(sasl, "clients") : null,
            _ => ours.ContainsKey(key) ? Written(security, "clients") : null,
        };
    }

    private static bool IsStore(string key, string prefix) =>
        key.StartsWith(prefix + "keyStore.", StringComparison.Ordinal)
        || key.StartsWith(prefix + "trustStore.", StringComparison.Ordinal);

    private static Found? Written(FoundMap? map, string name) => map?.Values.GetValueOrDefault(name);
}
