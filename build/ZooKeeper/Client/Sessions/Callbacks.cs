using System.Threading.Channels;

namespace ZooKeeper.Client.Sessions;

/// <summary>Runs the caller's callbacks one after the other, apart from the loops that keep the session alive.</summary>
internal sealed class Callbacks
{
    private readonly Channel<Action> actions = Channel.CreateUnbounded<Action>(new() { SingleReader = true });

    public Callbacks() => _ = RunAsync();

    public void Add(Action action) => actions.Writer.TryWrite(action);

    /// <summary>Those added before still run.</summary>
    public void Complete() => actions.Writer.TryComplete();

    private async Task RunAsync()
    {
        await foreach (var action in actions.Reader.ReadAllAsync())
        {
            try
            {
                action();
            }
            catch (Exception)
            {
                // Documented with the callbacks: what they throw is dropped.
            }
        }
    }
}
