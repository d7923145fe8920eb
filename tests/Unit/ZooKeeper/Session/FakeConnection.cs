using System.Net.Sockets;
using ZooKeeper.Client;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace Unit.ZooKeeper.Session;

/// <summary>The server's side of one connection.</summary>
internal sealed class FakeConnection(TcpClient client)
{
    public const long SessionId = 0x1000_0000_0000_0001;

    public static readonly byte[] Password = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    private readonly FrameReader frames = new(client.GetStream(), 1 << 20);

    /// <summary>What the client opened the connection with.</summary>
    public ConnectRequest Opened { get; private set; } = new(0, 0, 0, []);

    public async Task ReadConnectAsync()
    {
        var frame = await FrameAsync();
        var reader = new JuteReader(frame.Span);
        reader.Int();
        Opened = new ConnectRequest(reader.Long(), reader.Int(), reader.Long(), reader.Buffer().ToArray());
        reader.Bool();
        reader.End();
    }

    public Task GrantAsync(int timeout = 10_000, long session = SessionId) => WriteAsync(writer =>
    {
        writer.Int(0);
        writer.Int(timeout);
        writer.Long(session);
        writer.Buffer(timeout > 0 ? Password : new byte[16]);
        writer.Bool(false);
    });

    /// <summary>As a server answers for a session that it does not know.</summary>
    public Task ExpireAsync() => GrantAsync(timeout: 0, session: 0);

    /// <summary>The next request that is no ping.</summary>
    public async Task<FakeRequest> ReadAsync()
    {
        while (true)
        {
            var request = await ReadAnyAsync();
            if (request.Op != OpCode.Ping)
            {
                return request;
            }
        }
    }

    public async Task<FakeRequest> ReadAnyAsync()
    {
        var frame = await FrameAsync();
        var reader = new JuteReader(frame.Span);
        return new FakeRequest(reader.Int(), (OpCode)reader.Int(), frame[8..].ToArray());
    }

    /// <summary>The next request, which must be of this kind.</summary>
    public async Task<FakeRequest> ReadAsync(OpCode op)
    {
        var request = await ReadAsync();
        Assert.That(request.Op, Is.EqualTo(op));
        return request;
    }

    public Task ReplyAsync(
        FakeRequest request, Action<JuteWriter>? body = null, long zxid = 1, ErrorCode error = ErrorCode.Ok) =>
        WriteAsync(writer =>
        {
            writer.Int(request.Xid);
            writer.Long(zxid);
            writer.Int((int)error);
            body?.Invoke(writer);
        });

    public Task NotifyAsync(WatchEventType type, string path) => WriteAsync(writer =>
    {
        writer.Int(Xid.Notification);
        writer.Long(-1);
        writer.Int(0);
        writer.Int((int)type);
        writer.Int(3);
        writer.String(path);
    });

    public Task WriteRawAsync(byte[] bytes) => client.GetStream().WriteAsync(bytes).AsTask();

    /// <summary>Ends when the client has closed its side.</summary>
    public async Task ClosedByClientAsync()
    {
        try
        {
            while (true)
            {
                await FrameAsync();
            }
        }
        catch (IOException)
        {
            // The end, or a reset where bytes were still on their way.
        }
    }

    public void Close() => client.Dispose();

    private Task WriteAsync(Action<JuteWriter> body)
    {
        var writer = new JuteWriter();
        body(writer);
        return client.GetStream().WriteAsync(writer.ToFrame()).AsTask();
    }

    private async Task<ReadOnlyMemory<byte>> FrameAsync() =>
        await frames.ReadAsync(default).AsTask().WaitAsync(FakeServer.Patience);
}
