namespace ZooKeeper.Security;

/// <summary>What went wrong between two ends of a TLS connection.</summary>
public enum TlsFault
{
    /// <summary>The server's certificate leads to none of the trusted authorities, or may not be a server's.</summary>
    Chain,

    /// <summary>The server's certificate is for other names.</summary>
    Name,

    /// <summary>The server's certificate, or one that it leads to, is no longer valid.</summary>
    Expired,

    /// <summary>The server's certificate, or one that it leads to, is not valid yet: or a clock is wrong.</summary>
    NotYetValid,

    /// <summary>The ends have no TLS protocol or no cipher in common.</summary>
    Protocol,

    /// <summary>
    /// The server rejects our certificate, or wants one that it did not get. With TLS 1.3 this shows at the first read.
    /// </summary>
    PeerRefusedUs,

    /// <summary>The other end does not speak TLS at all.</summary>
    NotTls,

    /// <summary>Something else; the message has OpenSSL's words.</summary>
    Other,
}
