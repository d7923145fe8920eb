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
    /// <summary>The certificate that it shows to the others. Default the wanted one, also where nothing is TLS.</summary>
    public ShownCertificate Shows { get; init; }

    /// <summary>It does not trust the authorities of all wanted certificates yet. Default false.</summary>
    public bool LacksWanted { get; init; }

    /// <summary>It trusts the authorities of <see cref="ShownCertificate.Former"/> certificates. Default false.</summary>
    public bool TrustsFormer { get; init; }

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

    /// <summary>Its certificate, or an authority that it trusts, is not the wanted one yet, or not alone.</summary>
    public bool IsRotating => (Shows, LacksWanted, TrustsFormer) != default;

    /// <summary>The same without what certificates there are.</summary>
    public QuorumLink Rotated => this with { Shows = default, LacksWanted = false, TrustsFormer = false };

    /// <summary>Nine bits.</summary>
    internal int Key => (Tls ? 1 : 0) | (TakesBoth ? 2 : 0) | (Sasl ? 4 : 0) | (LearnerInsists ? 8 : 0) | (ServerInsists ? 16 : 0)
        | ((int)Shows << 5) | (LacksWanted ? 128 : 0) | (TrustsFormer ? 256 : 0);

    /// <summary>The keys of zoo.cfg that make it so; what is off is left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
        new[] { (TlsKey, Tls), (BothKey, TakesBoth), (SaslKey, Sasl), (LearnerKey, LearnerInsists), (ServerKey, ServerInsists) }
            .Where(setting => setting.Item2).Select(setting => KeyValuePair.Create(setting.Item1, "true"));

    /// <summary>In words: "TLS, takes plain too; SASL, learners insist".</summary>
    public override string ToString() => (Tls ? "TLS" : "plain") + (TakesBoth ? Tls ? ", takes plain too" : ", takes TLS too" : "")
        + (!Sasl ? "" : "; SASL" + (LearnerInsists ? ", learners insist" : "") + (ServerInsists ? ", servers insist" : ""))
        + (!IsRotating ? "" : $"; {(Shows == ShownCertificate.Wanted ? "new" : "old")} certificate, trusts " +
            (LacksWanted ? "the old authority" : TrustsFormer ? "both authorities" : "the new authority"));

    /// <summary>This server and the other one can talk, whoever of them dials.</summary>
    public bool Reaches(QuorumLink other) => Takes(other) && other.Takes(this)
        && ((!Tls && !other.Tls) || (Trusts(other) && other.Trusts(this)));

    /// <summary>
    /// TLS: UnifiedServerSocket. SASL: a learner that insists sends its credentials first, and only a server with SASL
    /// reads them; a server that insists takes no server without (SaslQuorumAuthLearner, SaslQuorumAuthServer).
    /// </summary>
    private bool Takes(QuorumLink dialer) =>
        (TakesBoth || Tls == dialer.Tls) && (dialer.LearnerInsists ? Sasl : !ServerInsists);

    /// <summary>Both ends of a connection show a certificate (ssl.quorum.clientAuth=need, the default).</summary>
    private bool Trusts(QuorumLink other) => other.Shows switch
    {
        ShownCertificate.Wanted => !LacksWanted,
        ShownCertificate.Former => TrustsFormer,
        _ => true,
    };
}

/// <summary>What a server shows to the others where they speak TLS.</summary>
public enum ShownCertificate
{
    /// <summary>The one of the inventory, or one that any other server trusts as it does that one.</summary>
    Wanted,

    /// <summary>Another one, of an authority that the inventory trusts: it is to be replaced, and trusted by all until then.</summary>
    Kept,

    /// <summary>Another one, of an authority that the inventory does not trust any more.</summary>
    Former,
}
