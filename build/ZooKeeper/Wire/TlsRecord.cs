using ZooKeeper.Client;

namespace ZooKeeper.Wire;

/// <summary>The first bytes of what a server sends that expects TLS and was spoken to in plain (RFC 8446, 5.1).</summary>
internal static class TlsRecord
{
    private const byte Alert = 21, Handshake = 22, MajorVersion = 3;

    public const string Meaning = "the server speaks TLS on this port: connect with TLS, or to its plain port (clientPort)";

    public static bool IsAt(ReadOnlySpan<byte> bytes) => bytes is [Alert or Handshake, MajorVersion, <= 4, ..];

    public static ZooKeeperProtocolException Fault() => new(Meaning);
}
