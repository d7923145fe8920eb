using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sessions;

internal sealed partial class Session
{
    private readonly Lock closingGate = new();
    private Task? closing;

    /// <summary>Ends the session on the server if that is possible in the time allowed, and here in any case.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (closingGate)
        {
            closing ??= CloseAsync();
        }

        await closing;
    }

    private async Task CloseAsync()
    {
        if (Id != 0)
        {
            using var bound = new CancellationTokenSource(options.CloseTimeout);
            await EndOnServerAsync(bound.Token);
        }

        await stop.CancelAsync();
        await loop;
        stop.Dispose();
        queue.Dispose();
    }

    private async Task EndOnServerAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!loop.IsCompleted)
            {
                try
                {
                    await SendAsync(new CloseRequest(), cancellationToken);
                    return;
                }
                catch (ConnectionLossException)
                {
                    // The next connection shows whether the session still lives, and then ends it.
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ZooKeeperException or ObjectDisposedException)
        {
            // Expired or out of reach: then the server ends it by itself.
        }
    }
}
