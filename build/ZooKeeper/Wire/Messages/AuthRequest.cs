using System.Text;
using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>Gives the session an identity (zookeeper.jute, AuthPacket).</summary>
internal sealed record AuthRequest(DigestCredential Credential) : IRequest<Nothing>
{
    public OpCode Op => OpCode.Auth;

    public string? Path => null;

    public void Write(JuteWriter writer)
    {
        writer.Int(0);
        writer.String("digest");
        writer.Buffer(Encoding.UTF8.GetBytes($"{Credential.User}:{Credential.Password}"));
    }

    public Nothing Read(ref JuteReader reader) => default;
}
