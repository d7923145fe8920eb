namespace ZooKeeper;

/// <summary>
/// What a release of ZooKeeper can do, needs and gets wrong: every threshold between versions, once, with its source.
/// A trap of a new release is added here and asked for by its name.
/// </summary>
public static class Features
{
    extension(Version release)
    {
        /// <summary>3.5.3: members change by reconfig, with the rights that it needs (ZOOKEEPER-107, ZOOKEEPER-2014).</summary>
        public bool HasReconfig => release >= new Version(3, 5, 3);

        /// <summary>
        /// 3.5: the leader counts the acknowledgements of voters only (SyncedLearnerTracker.addAck); 3.4 counts those of
        /// learners that no list names too (Leader.processAck), and calls back only listed servers (QuorumCnxManager).
        /// </summary>
        public bool CountsVotersOnly => release >= new Version(3, 5);

        /// <summary>3.6: with db.autocreate=false an empty server neither votes nor leads (ZOOKEEPER-261).</summary>
        public bool HasEmptyGuard => release >= new Version(3, 6);

        /// <summary>
        /// 3.5: an AdminServer (ZOOKEEPER-1346); a standalone server whose port is taken ends with exit code 4.
        /// </summary>
        public bool HasAdminServer => release >= new Version(3, 5);

        /// <summary>3.9: the AdminServer makes snapshots (ZOOKEEPER-4570).</summary>
        public bool HasAdminSnapshot => release >= new Version(3, 9);

        /// <summary>3.6: digests of the whole tree (ZOOKEEPER-3114), which the word <c>hash</c> tells.</summary>
        public bool HasTreeDigests => release >= new Version(3, 6);

        /// <summary>3.6: the number of a node's changes of children is the same on all servers (ZOOKEEPER-3249).</summary>
        public bool HasEqualChildVersions => release >= new Version(3, 6);

        /// <summary>
        /// 3.4.10, and 3.5.3 of its line: four-letter words are answered by a list of them (ZOOKEEPER-2693).
        /// </summary>
        public bool HasWordWhitelist =>
            release >= new Version(3, 4, 10) && (release.Minor != 5 || release >= new Version(3, 5, 3));

        /// <summary>3.5.3: without that list only <c>srvr</c> is answered (ZOOKEEPER-2693).</summary>
        public bool AnswersListedWordsOnly => release >= new Version(3, 5, 3);

        /// <summary>3.5.3: a server that holds logs and no snapshot does not start (ZOOKEEPER-2325).</summary>
        public bool NeedsSnapshot => release >= new Version(3, 5, 3);

        /// <summary>3.5.7: snapshot.trust.empty lets it start all the same (ZOOKEEPER-3056, ZOOKEEPER-3644).</summary>
        public bool HasTrustEmptySnapshot => release >= new Version(3, 5, 7);

        /// <summary>3.5: writes containers, TTL nodes and reconfigs, which 3.4 cannot read.</summary>
        public bool WritesNewTransactions => release >= new Version(3, 5);

        /// <summary>3.4.6: elections as later releases hold them (ZOOKEEPER-1633).</summary>
        public bool HasLaterElections => release >= new Version(3, 4, 6);

        /// <summary>3.5 and later understand only those (ZOOKEEPER-1633); 3.4.14, the last of its line, both.</summary>
        public bool NeedsLaterElections => release > new Version(3, 4, 14);

        /// <summary>3.6: servers with several addresses speak a protocol of their own (ZOOKEEPER-3188, ZOOKEEPER-3720).</summary>
        public bool HasMultiAddress => release >= new Version(3, 6);

        /// <summary>
        /// 3.5.0 to 3.5.8, 3.6.0 and 3.6.1: a server with a new list cannot join those with the old one (ZOOKEEPER-3829).
        /// </summary>
        public bool HasBrokenRollingExpansion =>
            (release >= new Version(3, 5) && release < new Version(3, 5, 9))
            || (release >= new Version(3, 6) && release < new Version(3, 6, 2));

        /// <summary>
        /// 3.9: fips-mode is on by default. A learner then makes no DIGEST-MD5 client and fails (SecurityUtils), and from
        /// 3.9.6 on a server takes no login of a client by it (ZOOKEEPER-5043).
        /// </summary>
        public bool IsFipsByDefault => release >= new Version(3, 9);

        /// <summary>
        /// 3.5.7: before it every client with TLS must show a certificate, whatever ssl.clientAuth says.
        /// </summary>
        public bool ReadsClientAuth => release >= new Version(3, 5, 7);

        /// <summary>3.9.2: cipher suites of TLS 1.3 among the default ones (ZOOKEEPER-4415).</summary>
        public bool OffersTls13 => release >= new Version(3, 9, 2);

        /// <summary>Java's feature number that it needs ("Required Software" of the administrator's guide).</summary>
        public int OldestJava => release >= new Version(3, 10) ? 17 : release >= new Version(3, 6) ? 8 : 7;

        /// <summary>3.10: the AdminServer runs only where zoo.cfg switches it on (ZOOKEEPER-5050).</summary>
        public bool HasAdminServerOff => release >= new Version(3, 10);

        /// <summary>3.10: autopurge.purgeInterval takes a unit.</summary>
        public bool HasPurgeUnits => release >= new Version(3, 10);

        /// <summary>3.8: logs by logback instead of log4j 1.2 (ZOOKEEPER-4427).</summary>
        public bool LogsByLogback => release >= new Version(3, 8);

        /// <summary>3.5: zkServer.sh gives Java a heap of its own and options for an end without memory.</summary>
        public bool ScriptSetsHeap => release >= new Version(3, 5);

        /// <summary>3.5.5: the archive is called <c>apache-zookeeper-VERSION-bin</c>.</summary>
        public bool HasApacheArchiveName => release >= new Version(3, 5, 5);
    }
}
