using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

internal sealed partial class Connection
{
    private async Task ReceiveAsync()
    {
        // As the Java client: a ping goes out after one third of silence and has another third to be answered.
        var patience = timeout * 2 / 3;
        using var silence = new CancellationTokenSource();
        await using var giveUp = silence.Token.Register(() => Abort(new TimeoutException(
            FormattableString.Invariant($"nothing heard from {server} for {patience.TotalSeconds:0.###} s"))));
        while (true)
        {
            silence.CancelAfter(patience);
            Dispatch((await frames.ReadAsync(abort.Token)).Span);
        }
    }

    private void Dispatch(ReadOnlySpan<byte> frame)
    {
        var reader = new JuteReader(frame);
        var header = ReplyHeader.Read(ref reader);
        switch (header.Xid)
        {
            case Xid.Notification:
                WatchFired(WatchNotification.Read(ref reader));
                break;
            case Xid.Ping or Xid.SetWatches:
                break;
            case Xid.Auth:
                Authenticated(header, ref reader);
                break;
            default:
                Answer(header, ref reader);
                break;
        }
    }

    private void Authenticated(ReplyHeader header, ref JuteReader reader)
    {
        if (!authentications.TryDequeue(out var call))
        {
            throw new ZooKeeperProtocolException($"{server} answered an authentication that was not sent");
        }

        call?.Answer(header.Error, ref reader, server);
        if (header.Error != ErrorCode.Ok)
        {
            throw new AuthFailedException(OpCode.Auth.Name(), null, server);
        }
    }

    private void Answer(ReplyHeader header, ref JuteReader reader)
    {
        if (!sent.TryPeek(out var call) || call.Xid != header.Xid)
        {
            throw new ZooKeeperProtocolException(
                $"{server} answered request {header.Xid} where {call?.Xid.ToString() ?? "none"} was due");
        }

        if (header.Zxid > 0)
        {
            ZxidSeen(header.Zxid);
        }

        call.Answer(header.Error, ref reader, server);
        sent.TryDequeue(out _);
        if (call.Op == OpCode.CloseSession)
        {
            SessionClosed = true;
            throw new EndOfStreamException("the session was closed");
        }
    }
}
