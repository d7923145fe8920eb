using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

internal static partial class SettingTable
{
    private static Setting[] Cluster =>
    [
        new("initLimit", Positive, "3.4.0",
            "Ticks that a follower may take to connect and copy the data. Default here 10."),
        new("syncLimit", Positive, "3.4.0", "Ticks that a follower may lag before it is dropped. Default here 5."),
        new("connectToLearnerMasterLimit", Positive, "3.6.0", "Ticks to connect to the leader. Default initLimit."),
        new("electionAlg", new NumberShape(3, 3), "3.4.0", "Election algorithm: 3 is the only one that is left."),
        new("leaderServes", YesNo, "3.4.0", "Whether the leader serves clients. Default yes."),
        new("quorumListenOnAllIPs", Flag, "3.4.0",
            "Listen for servers on every address, not only on the own. Default false."),
        new("cnxTimeout", Positive, "3.4.0", "Milliseconds to open an election connection. Default 5000."),
        new("quorumCnxnTimeoutMs", Any, "3.6.0", "Read timeout of election connections. Default syncLimit."),
        new("tcpKeepAlive", Flag, "3.4.11 3.5.4", "TCP keep-alive on election connections. Default false."),
        new("electionPortBindRetry", Natural, "3.5.6", "Attempts to bind the election port; 0: endless. Default 3."),
        new("fastleader.minNotificationInterval", Positive, "3.6.0", "Shortest wait between votes in ms. Default 200."),
        new("fastleader.maxNotificationInterval", Positive, "3.6.0",
            "Longest wait between votes in ms. Default 60000."),
        new("leader.maxTimeToWaitForEpoch", Any, "3.6.0", "Milliseconds for a new leader to get a quorum's epochs."),
        new("leader.maxConcurrentSnapSyncs", Positive, "3.6.0", "Followers fed by snapshot at once. Default 10."),
        new("leader.maxConcurrentDiffSyncs", Positive, "3.6.0", "Followers fed by difference at once. Default 100."),
        new("leader.maxConcurrentSnapshots", Positive, "3.5.0",
            "Followers fed by snapshot at once before 3.6. Default 10."),
        new("observerMasterPort", Port, "3.6.0",
            "Port on which followers feed observers; only with one server per host."),
        new("observer.reconnectDelayMs", Natural, "3.6.0", "Wait of an observer that lost its leader. Default 0."),
        new("observer.election.DelayMs", Natural, "3.6.0", "Wait of an observer before an election. Default 200."),
        new("syncEnabled", Flag, "3.4.6", "Observers log transactions and write snapshots. Default true."),
        new("learner.closeSocketAsync", Flag, "3.6.2",
            "Close the connection to the leader without waiting. Default false."),
        new("leader.closeSocketAsync", Flag, "3.6.2", "Close connections to followers without waiting. Default false."),
        new("learner.asyncSending", Flag, "3.7.0", "Send to the leader without waiting. Default false."),
        new("forward_learner_requests_to_commit_processor_disabled", Flag, "3.7.0",
            "Keep learners' requests from the commit processor after their session closed. Default false."),
        new("multiAddress.enabled", Flag, "3.6.0", "Several addresses per server. Default false."),
        new("multiAddress.reachabilityCheckTimeoutMs", Positive, "3.6.0",
            "Milliseconds to check an address. Default 1000."),
        new("multiAddress.reachabilityCheckEnabled", Flag, "3.6.0", "Check which address answers. Default true."),
    ];
}
