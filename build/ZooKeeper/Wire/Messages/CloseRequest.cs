namespace ZooKeeper.Wire.Messages;

/// <summary>Ends the session; the server answers and closes the connection.</summary>
internal sealed record CloseRequest : IRequest<Nothing>
{
    public OpCode Op => OpCode.CloseSession;

    public string? Path => null;

    public void Write(JuteWriter writer)
    {
    }

    public Nothing Read(ref JuteReader reader) => default;
}
