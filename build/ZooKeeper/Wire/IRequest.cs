using ZooKeeper.Client;

namespace ZooKeeper.Wire;

/// <summary>One kind of message to a server, and the reply to it. Headers are not part of it.</summary>
internal interface IRequest<TReply>
{
    OpCode Op { get; }

    /// <summary>The node concerned, for errors; null where there is none.</summary>
    string? Path { get; }

    void Write(JuteWriter writer);

    /// <exception cref="ZooKeeperProtocolException">The bytes are not this reply.</exception>
    TReply Read(ref JuteReader reader);

    /// <summary>Whether an error is an ordinary answer to this request, and which.</summary>
    bool Accepts(ErrorCode code, out TReply reply)
    {
        reply = default!;
        return false;
    }
}
