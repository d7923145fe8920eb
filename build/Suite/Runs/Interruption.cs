using System.Runtime.InteropServices;

namespace Suite.Runs;

/// <summary>
/// Ctrl-C, SIGTERM and the end of the terminal as a token: the step under way is brought to a state from which the next run goes on. A second
/// Ctrl-C ends the process at once, which is safe too, only less tidy. What comes within half a second of the first is no
/// second one: <c>timeout</c> and a run over several ensembles send a signal to the process and to its group.
/// </summary>
public sealed class Interruption : IDisposable
{
    private static readonly TimeSpan SameSignal = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource source = new();
    private long? first;
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() => registrations = EndingSignals.Register(Interrupt);

    public CancellationToken Token => source.Token;

    /// <summary>What must be put right before the process ends at once: the terminal.</summary>
    public Action? AtOnce { get; set; }

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Interrupt(PosixSignalContext signal)
    {
        // Handled here the first time; the second time the runtime's own handling ends the process.
        first ??= Environment.TickCount64;
        signal.Cancel = !source.IsCancellationRequested || Environment.TickCount64 - first < SameSignal.TotalMilliseconds;
        if (!signal.Cancel)
        {
            AtOnce?.Invoke();
        }

        source.Cancel();
    }
}
