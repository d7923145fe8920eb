namespace ZooKeeper.Client;

/// <summary>
/// As whom a session logs in by SASL (ZooKeeperSaslClient), on every connection before anything else. It is the id of the
/// scheme <c>sasl</c> in ACLs.
/// </summary>
public abstract record SaslLogin
{
    private SaslLogin()
    {
    }

    /// <summary>The mechanism's registered name.</summary>
    public abstract string Mechanism { get; }

    /// <summary>
    /// DIGEST-MD5 (RFC 2831): a user of the servers' JAAS section <c>Server</c> with DigestLoginModule. The password is in
    /// no text made from this.
    /// </summary>
    public sealed record Digest(string User, string Password) : SaslLogin
    {
        public override string Mechanism => "DIGEST-MD5";

        public override string ToString() => $"{User} by {Mechanism}";
    }

    /// <summary>GSSAPI (RFC 4752) with Kerberos, by the system's library (Debian: libgssapi-krb5-2).</summary>
    /// <param name="ServiceName">
    /// The first part of the servers' principals, <c>zookeeper/HOST@REALM</c> (zookeeper.sasl.client.username). HOST is the
    /// host by which the client calls the server.
    /// </param>
    /// <param name="Principal">
    /// As whom, with or without its realm: the keytab must hold it first, because the library takes the first one. Null:
    /// whoever stands first in the keytab, or whom the ticket cache is of. Not without a keytab: <c>kinit</c> chooses then.
    /// </param>
    /// <param name="Keytab">
    /// Absolute path of a keytab with the principal's key: tickets are then fetched by it and kept in memory, for all
    /// sessions of this process, which can use one keytab only. Null: the tickets that <c>kinit</c> has fetched, or
    /// what KRB5CCNAME and KRB5_CLIENT_KTNAME of the environment say.
    /// </param>
    public sealed record Kerberos(string ServiceName = "zookeeper", string? Principal = null, string? Keytab = null)
        : SaslLogin
    {
        public override string Mechanism => "GSSAPI";

        public override string ToString() =>
            $"{Principal ?? $"the principal of {Keytab ?? "the ticket cache"}"} by Kerberos";
    }
}
