using System.Net.Security;

namespace ZooKeeper.Client.Sasl;

/// <summary>What the Kerberos library says, and the remedy.</summary>
internal static class KerberosFault
{
    /// <summary>Only a missing library is for good: tickets come and go, and another server has another principal.</summary>
    public static SaslException Of(NegotiateAuthenticationStatusCode status, string target) => status switch
    {
        NegotiateAuthenticationStatusCode.Unsupported => new(
            "Kerberos needs the library libgssapi_krb5.so.2 on this machine: apt-get install libgssapi-krb5-2"),
        NegotiateAuthenticationStatusCode.UnknownCredentials => new(
            "there is no Kerberos ticket: get one by kinit, or name a keytab whose principal the KDC knows", isFinal: false),
        NegotiateAuthenticationStatusCode.CredentialsExpired => new(
            "the Kerberos ticket has expired: get another one by kinit, or name a keytab", isFinal: false),
        NegotiateAuthenticationStatusCode.TargetUnknown => new(
            $"the KDC knows no principal {target}: servers are called by the host in their principal", isFinal: false),
        _ => new(
            $"Kerberos gives no ticket for {target} ({status}): see that kinit and kvno {target} succeed on this machine, " +
            "that the KDC answers (/etc/krb5.conf) and that the clocks agree", isFinal: false),
    };
}
