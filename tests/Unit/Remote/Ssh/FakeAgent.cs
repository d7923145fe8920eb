using System.Buffers.Binary;
using System.Net.Sockets;

namespace Unit.Remote.Ssh;

/// <summary>An agent's socket with prepared answers; it keeps what it was asked.</summary>
internal sealed class FakeAgent : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string folder = Directory.CreateTempSubdirectory("agent-").FullName;

    /// <param name="answers">Whole messages, length first, one for each connection.</param>
    public FakeAgent(params byte[][] answers)
    {
        Path = System.IO.Path.Combine(folder, "socket");
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        Asked = Task.Run(() => answers.Select(Answer).ToArray());
    }

    public string Path { get; }

    /// <summary>The requests, without their lengths.</summary>
    public Task<byte[][]> Asked { get; }

    public void Dispose()
    {
        listener.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private byte[] Answer(byte[] answer)
    {
        using var stream = new NetworkStream(listener.Accept(), ownsSocket: true);
        var length = new byte[4];
        stream.ReadExactly(length);
        var request = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        stream.ReadExactly(request);
        stream.Write(answer);
        return request;
    }
}
