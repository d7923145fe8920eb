namespace ZooKeeper.Configuration;

/// <summary>What a server is in a configuration (QuorumPeer.LearnerType): voting or not.</summary>
public enum Role
{
    Participant,
    Observer,
}
