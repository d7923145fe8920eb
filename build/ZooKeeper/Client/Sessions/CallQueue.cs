using System.Diagnostics.CodeAnalysis;

namespace ZooKeeper.Client.Sessions;

/// <summary>Calls not yet sent, in the order made; they outlive connections.</summary>
internal sealed class CallQueue : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<PendingCall> calls = new();
    private readonly SemaphoreSlim filled = new(0);
    private Func<PendingCall, Exception>? ended;

    /// <summary>Adds a call, or fails it if the session has ended.</summary>
    public void Add(PendingCall call)
    {
        Func<PendingCall, Exception>? end;
        lock (gate)
        {
            end = ended;
            if (end is null)
            {
                calls.Enqueue(call);
                if (calls.Count == 1 && filled.CurrentCount == 0)
                {
                    filled.Release();
                }
            }
        }

        if (end is not null)
        {
            call.Fail(end(call));
        }
    }

    public bool TryTake([NotNullWhen(true)] out PendingCall? call)
    {
        lock (gate)
        {
            return calls.TryDequeue(out call);
        }
    }

    /// <summary>Waits until there may be a call; false once the time is up.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        filled.WaitAsync(atMost < TimeSpan.Zero ? TimeSpan.Zero : atMost, cancellationToken);

    /// <summary>Fails every call that waits and every call to come. The first end counts.</summary>
    public void End(Func<PendingCall, Exception> reason)
    {
        PendingCall[] waiting;
        lock (gate)
        {
            ended ??= reason;
            waiting = [.. calls];
            calls.Clear();
        }

        foreach (var call in waiting)
        {
            call.Fail(reason(call));
        }
    }

    public void Dispose() => filled.Dispose();
}
