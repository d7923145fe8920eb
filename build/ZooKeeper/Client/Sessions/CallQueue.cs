using System.Diagnostics.CodeAnalysis;

namespace ZooKeeper.Client.Sessions;

/// <summary>Calls not yet sent, in the order made; they outlive connections.</summary>
internal sealed class CallQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<PendingCall> _calls = new();
    private readonly SemaphoreSlim _filled = new(0);
    private Func<PendingCall, Exception>? _end;

    /// <summary>Adds a call, or fails it if the session has ended.</summary>
    public void Add(PendingCall call)
    {
        Func<PendingCall, Exception>? end;
        lock (_lock)
        {
            end = _end;
            if (end is null)
            {
                _calls.Enqueue(call);
                if (_calls.Count == 1 && _filled.CurrentCount == 0)
                {
                    _filled.Release();
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
        lock (_lock)
        {
            return _calls.TryDequeue(out call);
        }
    }

    /// <summary>Waits until there may be a call; false once the time is up.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _filled.WaitAsync(atMost < TimeSpan.Zero ? TimeSpan.Zero : atMost, cancellationToken);

    /// <summary>Fails every call that waits and every call to come. The first end counts.</summary>
    public void End(Func<PendingCall, Exception> reason)
    {
        PendingCall[] waiting;
        lock (_lock)
        {
            _end ??= reason;
            waiting = [.. _calls];
            _calls.Clear();
        }

        foreach (var call in waiting)
        {
            call.Fail(reason(call));
        }
    }

    public void Dispose() => _filled.Dispose();
}
