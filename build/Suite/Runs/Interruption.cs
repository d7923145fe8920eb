using System.Runtime.InteropServices;

namespace Suite.Runs;

/// <summary>
/// Ctrl-C and SIGTERM as a token: the step under way is brought to a state from which the next run goes on. A second
/// Ctrl-C ends the process at once, which is safe too, only less tidy.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
    ];

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
        signal.Cancel = !source.IsCancellationRequested;
        if (!signal.Cancel)
        {
            AtOnce?.Invoke();
        }

        source.Cancel();
    }
}
