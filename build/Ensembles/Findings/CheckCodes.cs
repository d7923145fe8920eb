namespace Ensembles.Findings;

/// <summary>What a verification finds wrong or worth a look.</summary>
public static class CheckCodes
{
    private const string LookFirst = "Stop and delete nothing; --target=Status tells who holds what.";

    public static readonly FindingCode SeveralLeaders = new(6001, "Several leaders",
        "Several servers lead at the same time, each with a tree of its own.",
        "Restart no server. " + LookFirst);

    public static readonly FindingCode NoLeader = new(6002, "No leader",
        "No server leads, so the ensemble does not serve.",
        "See in the servers' logs why they elect no leader, and start members that are down.");

    public static readonly FindingCode WrongRole = new(6003, "Server without its role",
        "A server does not answer, does not serve, or has another role than the inventory says.",
        "See in its log why; --target=Plan tells what a rollout would change.");

    public static readonly FindingCode Release = new(6101, "Release differs",
        "A server runs another release than the inventory says, or does not tell its release.",
        "See --target=Plan; --target=Upgrade changes releases.");

    public static readonly FindingCode Members = new(6102, "Members differ",
        "Servers do not all show the expected members, or serve alone.",
        "Do not restart servers by hand; --target=Plan tells what a rollout would change.");

    public static readonly FindingCode MembersHidden = new(6103, "Server does not show its members",
        "A server of a release that cannot show its members to clients could not be compared.",
        "Nothing has to be done once all servers run a release from 3.5 on.");

    public static readonly FindingCode Operations = new(6201, "Real operations failed",
        "A server did not answer, or a write, a read, a watch or an ephemeral znode did not work as it has to.",
        "See the details and the log of the server that they name.");

    public static readonly FindingCode WritesLost = new(6301, "Acknowledged writes missing",
        "A server lacks writes that were acknowledged during the run, or shows other contents.",
        LookFirst + " The copy of before the change is named in the report.");

    public static readonly FindingCode WritesUnproved = new(6302, "Acknowledged writes not proved",
        "Not every server could be asked for all writes that were acknowledged during the run.",
        "See why the server does not answer, then verify again.");

    public static readonly FindingCode DigestsDiffer = new(6401, "Tree digests differ",
        "Servers have different trees at the same transaction.",
        LookFirst + " Compare the trees through the client port of each server.");

    public static readonly FindingCode DigestsDiffered = new(6402, "Tree digests differed before",
        "The trees are equal now, and their digests were not always equal.",
        "See the servers' logs for digest mismatches.");

    public static readonly FindingCode DigestsPartial = new(6403, "Tree digests not compared on all servers",
        "Some server could not be asked for its digests.",
        "See why the server does not answer, then verify again.");

    public static readonly FindingCode TreesDiffer = new(6404, "Trees differ",
        "Servers show different znodes at the same transaction.",
        LookFirst + " The details name the znodes.");

    public static readonly FindingCode TreesUncompared = new(6405, "Trees could not be compared",
        "A server failed while the trees were read.",
        "See why the server does not answer, then verify again.");

    public static readonly FindingCode ChildCountsDiffer = new(6406, "Counts of child changes differ",
        "Releases before 3.6 may keep wrong counts of changes of children (ZOOKEEPER-3249); the data are equal.",
        "Nothing has to be done.");

    public static readonly FindingCode TreesPartial = new(6407, "Trees compared in part",
        "Not all znodes or not all servers were compared.",
        "Use --thorough to compare all of them.");

    public static readonly FindingCode OtherTree = new(6501, "Another tree than before",
        "None of the znodes that an earlier run has noted is in the tree.",
        LookFirst);

    public static readonly FindingCode DoubtfulTree = new(6502, "Few noted znodes gone",
        "The few znodes that an earlier run has noted are gone, which may be on purpose.",
        "See that they were deleted or created again on purpose.");

    public static readonly FindingCode StepBack = new(6503, "Server behind an earlier transaction",
        "A server is behind a transaction that the ensemble once had.",
        LookFirst);

    public static readonly FindingCode Overloaded = new(6601, "Many requests waiting",
        "A server has many requests waiting, so it is overloaded.",
        "See its disk, its garbage collection and its clients.");

    public static readonly FindingCode SessionsLost = new(6602, "Sessions lost during the run",
        "Sessions of the suite's own clients expired or did not answer.",
        "Clients may have lost sessions too; see the report for when it happened.");

    public static readonly FindingCode Tls = new(6701, "Server takes no client by TLS",
        "The port for clients with TLS cannot be used: it is closed, or the certificate is not what the inventory trusts.",
        "See the reason beside the server; correct the section security or the certificate, then expand.");

    public static readonly FindingCode CertificateEnds = new(6702, "Certificate ends soon",
        "A server's certificate ends within 30 days; from then on clients and servers refuse it.",
        "Put new files where the inventory names certificate and key, then expand.");

    public static readonly FindingCode OtherCertificate = new(6703, "Server shows another certificate",
        "A server shows clients a certificate that is not the one of the inventory: it was not distributed, or not read.",
        "Expand; if the server still shows the old one, restart it.");
}
