namespace ZooKeeper.Client;

/// <summary>Bytes from the network are not ZooKeeper's protocol. The connection they came from is given up.</summary>
public sealed class ZooKeeperProtocolException(string message) : IOException(message);
