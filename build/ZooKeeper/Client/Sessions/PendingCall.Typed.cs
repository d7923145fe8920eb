using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

/// <param name="onReply">
/// Called before the reply is handed out and before the next message is looked at: a watch must be known by then.
/// </param>
internal sealed class PendingCall<TReply>(IRequest<TReply> request, Action<ErrorCode>? onReply = null)
    : PendingCall(request.Op, request.Path, RequestFrame.Of(0, request.Op, request.Write))
{
    // Continuations are the caller's code: they must not run on the receive loop.
    private readonly TaskCompletionSource<TReply> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TReply> Task => done.Task;

    public override bool Abandoned => done.Task.IsCompleted;

    public override void Answer(ErrorCode error, ref JuteReader body, HostPort server)
    {
        TReply? reply = default;
        var accepted = error == ErrorCode.Ok;
        if (accepted)
        {
            reply = request.Read(ref body);
            body.End();
        }
        else
        {
            accepted = request.Accepts(error, out reply);
        }

        if (Abandoned)
        {
            return;
        }

        onReply?.Invoke(error);
        if (accepted)
        {
            done.TrySetResult(reply!);
        }
        else
        {
            Fail(ServerError.Of(error, Op.Name(), Path, server));
        }
    }

    public override void Fail(Exception reason) => done.TrySetException(reason);

    public void Cancel(CancellationToken cancellationToken) => done.TrySetCanceled(cancellationToken);
}
