using System.Buffers;
using System.Diagnostics;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

internal sealed partial class Connection
{
    /// <summary>Requests that wait are put together up to this size: one system call for many of them.</summary>
    private const int BatchBytes = 64 * 1024;

    private int lastXid;
    private long lastSent = Stopwatch.GetTimestamp();

    private async Task SendAsync(
        IReadOnlyCollection<DigestCredential> credentials, IReadOnlyCollection<SetWatchesRequest> watches)
    {
        var batch = new ArrayBufferWriter<byte>(BatchBytes);
        Open(batch, credentials, watches);
        // As the Java client: silence of a third of the timeout is broken by a ping.
        var pingAfter = timeout / 3;
        while (true)
        {
            Fill(batch);
            if (batch.WrittenCount > 0)
            {
                await stream.WriteAsync(batch.WrittenMemory, abort.Token);
                await stream.FlushAsync(abort.Token);
                batch.ResetWrittenCount();
                lastSent = Stopwatch.GetTimestamp();
            }
            else if (!await queue.WaitAsync(pingAfter - Stopwatch.GetElapsedTime(lastSent), abort.Token))
            {
                batch.Write(PingRequest.Frame.Span);
            }
        }
    }

    private void Open(
        ArrayBufferWriter<byte> batch, IReadOnlyCollection<DigestCredential> credentials,
        IReadOnlyCollection<SetWatchesRequest> watches)
    {
        foreach (var credential in credentials)
        {
            authentications.Enqueue(null);
            var request = new AuthRequest(credential);
            batch.Write(RequestFrame.Of(Xid.Auth, request.Op, request.Write).Span);
        }

        foreach (var request in watches)
        {
            batch.Write(request.ToFrame().Span);
        }
    }

    private void Fill(ArrayBufferWriter<byte> batch)
    {
        while (batch.WrittenCount < BatchBytes && !abort.IsCancellationRequested && queue.TryTake(out var call))
        {
            if (call.Abandoned)
            {
                continue;
            }

            if (call.Op == OpCode.Auth)
            {
                call.Number(Xid.Auth);
                authentications.Enqueue(call);
            }
            else
            {
                lastXid = lastXid == int.MaxValue ? 1 : lastXid + 1;
                call.Number(lastXid);
                sent.Enqueue(call);
            }

            batch.Write(call.Frame.Span);
        }
    }
}
