using System.Text;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;

namespace Ensembles.Rendering;

/// <summary>
/// The logins of a server's Java machine, in the syntax of javax.security.auth.login.Configuration. Sections:
/// <c>Server</c> for clients, <c>QuorumServer</c> and <c>QuorumLearner</c> between servers (QuorumAuth).
/// </summary>
internal static class JaasFile
{
    private const string Digest = "org.apache.zookeeper.server.auth.DigestLoginModule";
    private const string Kerberos = "com.sun.security.auth.module.Krb5LoginModule";

    public static string Of(SecuritySpec spec, Server server)
    {
        var text = new StringBuilder();
        if (spec.ClientSasl != SaslMechanism.None)
        {
            Section("Server", spec.ClientSasl, spec.Users.Select(user => ("user_" + user.Key, user.Value.Value)));
        }

        if (spec.QuorumSasl != SaslMechanism.None)
        {
            var (name, password) = (spec.QuorumUser?.Name ?? "", spec.QuorumUser?.Password.Value ?? "");
            Section("QuorumServer", spec.QuorumSasl, [("user_" + name, password)]);
            Section("QuorumLearner", spec.QuorumSasl, [("username", name), ("password", password)]);
        }

        return text.ToString();

        void Section(string title, SaslMechanism mechanism, IEnumerable<(string Key, string Value)> digest)
        {
            bool isDigest = mechanism == SaslMechanism.Digest;
            text.Append($"{title} {{\n  {(isDigest ? Digest : Kerberos)} required");
            foreach (var (key, value) in isDigest ? digest : Ticket(spec.Kerberos!, server.Id))
            {
                text.Append($"\n  {key}={Quoted(value)}");
            }

            text.Append(";\n};\n");
        }
    }

    private static IEnumerable<(string Key, string Value)> Ticket(KerberosSpec kerberos, int id) =>
    [
        ("useKeyTab", "true"), ("keyTab", kerberos.Keytabs[id]), ("storeKey", "true"), ("useTicketCache", "false"),
        ("principal", kerberos.Principals[id]),
    ];

    /// <summary>As java.io.StreamTokenizer reads it, which sun.security.provider.ConfigFile uses.</summary>
    internal static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
