using Ensembles.Findings;
using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Security;
using Ensembles.Inventories.Settings;

namespace Ensembles.Inventories.Reading;

/// <summary>What logins by SASL need: names, passwords, principals, and files that carry them.</summary>
internal sealed class LoginChecks(FoundMap root, FoundMap security, SecuritySpec spec, ReadContext context)
{
    private static readonly string[] OfKerberos = ["principal", "keytab"];

    private Faults Faults => context.Faults;

    public void Run(IReadOnlyList<FoundServer> servers, Version? release)
    {
        if (security.Map("sasl") is not { } sasl)
        {
            return;
        }

        CheckClients(sasl, release);
        CheckQuorum(sasl, release);
        CheckKerberos(sasl);
        CheckPasswords(sasl);
        if (spec.UsesSasl)
        {
            foreach (var server in servers)
            {
                CheckFiles(sasl, server);
            }
        }
    }

    private void CheckClients(FoundMap sasl, Version? release)
    {
        if (spec.ClientSasl == SaslMechanism.None)
        {
            if (spec.RequireSasl)
            {
                Faults.Error(InventoryCodes.SecurityUnused, sasl.Place("required"),
                    "has no effect, since clients have no way to log in", "write sasl.clients: digest or kerberos");
            }

            return;
        }

        if (spec is { RequireSasl: true } && release is not null
            && !SettingTable.Find("sessionRequireClientSASLAuth")!.IsKnownTo(release))
        {
            Faults.Error(InventoryCodes.SecurityUnsupported, sasl.Place("required"),
                $"asks for what ZooKeeper {release} cannot do: to refuse clients that do not log in",
                "remove it, or use 3.6.0 or later");
        }

        bool isDigest = spec.ClientSasl == SaslMechanism.Digest;
        if (isDigest && !sasl.Has("users"))
        {
            Faults.Error(InventoryCodes.SaslUsersMissing, sasl.Place("clients"),
                "lets clients log in by name and password, and there is no name", "write sasl.users: { NAME: ${PASSWORD} }");
        }

        if (isDigest && sasl.Text("user") is { } user && sasl.Map("users") is var users
            && users?.Has(user.Value) != true)
        {
            Faults.Error(InventoryCodes.UnknownSaslUser, user, $"{user.Shown} is none of sasl.users",
                "add it there with its password, or correct the name");
        }

        string own = isDigest ? "user" : "ownPrincipal";
        if (spec.RequireSasl && !sasl.Has(own))
        {
            Faults.Error(InventoryCodes.OwnIdentityMissing, sasl.Place("required"),
                "refuses sessions that do not log in, and so those of the suite that prove each step",
                $"write sasl.{own}: as whom the suite logs in");
        }
    }

    private void CheckQuorum(FoundMap sasl, Version? release)
    {
        if (spec.QuorumSasl == SaslMechanism.None)
        {
            return;
        }

        if (release is not null && !SettingTable.Find(QuorumLink.SaslKey)!.IsKnownTo(release))
        {
            Faults.Error(InventoryCodes.SecurityUnsupported, sasl.Place("quorum"),
                $"asks for logins between servers, which ZooKeeper {release} does not have",
                "remove it, or use 3.4.10, 3.5.4 or later");
        }

        if (spec.QuorumSasl == SaslMechanism.Digest && !sasl.Has("quorumUser"))
        {
            Faults.Error(InventoryCodes.QuorumUserMissing, sasl.Place("quorum"),
                "lets servers log in to each other by name and password, and there is none",
                "write sasl.quorumUser: { name: NAME, password: ${PASSWORD} }");
        }
    }

    private void CheckKerberos(FoundMap sasl)
    {
        if (spec.Kerberos is null)
        {
            return;
        }

        foreach (string name in OfKerberos.Where(name => !sasl.Has(name)))
        {
            Faults.Error(InventoryCodes.KerberosIncomplete, $"{sasl.Key}.{name}", sasl.At,
                "is missing, and Kerberos needs it", $"write {name}; inventories/schema.json has an example");
        }

        if (sasl.Text("keytab") is { } keytab && !keytab.Value.StartsWith('/'))
        {
            Faults.Error(InventoryCodes.RelativePath, keytab, $"'{keytab.Shown}' is not absolute",
                "write its path on the servers' hosts, where the keytab has to be already");
        }
    }

    private void CheckPasswords(FoundMap sasl)
    {
        var passwords = (sasl.Map("users")?.Values.Values ?? []).OfType<FoundText>()
            .Concat(sasl.Map("quorumUser")?.Text("password") is { } password ? [password] : []);
        foreach (var text in passwords)
        {
            if (text.Value.Contains("${", StringComparison.Ordinal))
            {
                Faults.Error(InventoryCodes.UnusablePassword, text,
                    "has '${' in it, which Java replaces in a JAAS file", "use a password without it");
            }
            else if (text.Value == "...")
            {
                Faults.Error(InventoryCodes.UnusablePassword, text,
                    "is the three dots that stand for it in a command that was printed",
                    "give the variable the password itself");
            }
        }
    }

    private void CheckFiles(FoundMap sasl, FoundServer server)
    {
        if (!server.FilesAreOurs)
        {
            Faults.Error(InventoryCodes.LoginsNeedOurFiles, sasl,
                $"needs an option of Java in java.env, and that of server {server.Id} is not the suite's",
                root.Has("files") || server.Map.Has("files") || !server.Service.IsOurs
                    ? "write files: ours for the server, or remove sasl and keep the logins in files of your own"
                    : "write files: ours");
        }

        string flag = $"-Djava={server.Paths?.Config}";
        if (!TextFormat.JavaFlag.Accepts(flag))
        {
            Faults.Error(InventoryCodes.InvalidPath, $"{server.Map.Key}.paths.config", server.PlaceOfPath("config").At,
                $"'{server.Paths?.Config}' cannot stand in an option of Java, which logins need",
                "use a folder without blanks");
        }
    }
}
