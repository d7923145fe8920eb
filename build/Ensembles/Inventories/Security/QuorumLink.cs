namespace Ensembles.Inventories.Security;

/// <summary>
/// How one server speaks to the others and whom it lets speak to it, on quorum and election ports. Two servers reach each
/// other where each takes what the other speaks.
/// </summary>
/// <param name="Tls">It dials with TLS, and takes it (sslQuorum).</param>
/// <param name="TakesBoth">It takes TLS and plain (portUnification; UnifiedServerSocket).</param>
/// <param name="Sasl">It can log in and check who logs in (quorum.auth.enableSasl).</param>
/// <param name="LearnerInsists">It logs in wherever it dials (quorum.auth.learnerRequireSasl).</param>
/// <param name="ServerInsists">It takes nobody who does not log in (quorum.auth.serverRequireSasl).</param>
public readonly record struct QuorumLink(
    bool Tls = false, bool TakesBoth = false, bool Sasl = false, bool LearnerInsists = false, bool ServerInsists = false)
{
    public const string TlsKey = "sslQuorum", BothKey = "portUnification", SaslKey = "quorum.auth.enableSasl";

    public const string LearnerKey = "quorum.auth.learnerRequireSasl", ServerKey = "quorum.auth.serverRequireSasl";

    /// <summary>It is one of the five keys, which a rollout that was ended in a pass leaves otherwise than wanted.</summary>
    public static bool IsKey(string? key) => key is TlsKey or BothKey or SaslKey or LearnerKey or ServerKey;

    /// <summary>As a zoo.cfg or the inventory's settings have it.</summary>
    /// <param name="setting">The value of a key; null where it is not set.</param>
    public static QuorumLink Of(Func<string, string?> setting)
    {
        bool IsOn(string key) => "true".Equals(setting(key)?.Trim(), StringComparison.OrdinalIgnoreCase);
        var sasl = IsOn(SaslKey);

        // Without the first the other two have no effect (QuorumPeer.initialize).
        return new(IsOn(TlsKey), IsOn(BothKey), sasl, sasl && IsOn(LearnerKey), sasl && IsOn(ServerKey));
    }

    /// <summary>ZooKeeper starts with it: a server that insists must insist as a learner too (QuorumPeerConfig.parseProperties).</summary>
    public bool IsPossible => (Sasl || !LearnerInsists) && (LearnerInsists || !ServerInsists);

    /// <summary>Five bits, one for each.</summary>
    internal int Key => (Tls ? 1 : 0) | (TakesBoth ? 2 : 0) | (Sasl ? 4 : 0) | (LearnerInsists ? 8 : 0) | (ServerInsists ? 16 : 0);

    /// <summary>The keys of zoo.cfg that make it so; what is off is left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
        new[] { (TlsKey, Tls), (BothKey, TakesBoth), (SaslKey, Sasl), (LearnerKey, LearnerInsists), (ServerKey, ServerInsists) }
            .Where(setting => setting.Item2).Select(setting => KeyValuePair.Create(setting.Item1, "true"));

    /// <summary>In words: "TLS, takes plain too; SASL, learners insist".</summary>
    public override string ToString() => (Tls ? "TLS" : "plain") + (TakesBoth ? Tls ? ", takes plain too" : ", takes TLS too" : "")
        + (!Sasl ? "" : "; SASL" + (LearnerInsists ? ", learners insist" : "") + (ServerInsists ? ", servers insist" : ""));

    /// <summary>This server and the other one can talk, whoever of them dials.</summary>
    public bool Reaches(QuorumLink other) => Takes(other) && other.Takes(this);

    /// <summary>
    /// TLS: UnifiedServerSocket. SASL: a learner that insists sends its credentials first, and only a server with SASL
    /// reads them; a server that insists takes no server without (SaslQuorumAuthLearner, SaslQuorumAuthServer).
    /// </summary>
    private bool Takes(QuorumLink dialer) =>
        (TakesBoth || Tls == dialer.Tls) && (dialer.LearnerInsists ? Sasl : !ServerInsists);
}
