using System.Globalization;
using System.Runtime.InteropServices;

namespace Suite.Runs;

/// <summary>
/// Ctrl-C, SIGTERM and the end of the terminal as a token: the step under way is brought to a state from which the next run goes on. A second
/// Ctrl-C ends the process at once, which is safe too, only less tidy. What comes within half a second of the first is no
/// second one: <c>timeout</c> and a run over several ensembles send a signal to the process and to its group. The end of the
/// process that this one works for counts as a signal too.
/// </summary>
public sealed class Interruption : IDisposable
{
    private static readonly TimeSpan SameSignal = TimeSpan.FromSeconds(0.5);

    /// <summary>The environment variable with the id of the process that this one works for.</summary>
    public const string WorksFor = "SUITE_WORKS_FOR";

    private static readonly TimeSpan ParentPeriod = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource source = new();
    private long? first;
    private bool isOver;
    private readonly PosixSignalRegistration[] registrations;

    private readonly Timer? parent;

    public Interruption()
    {
        registrations = EndingSignals.Register(Interrupt);
        if (int.TryParse(Environment.GetEnvironmentVariable(WorksFor), CultureInfo.InvariantCulture, out var process)
            && !OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(WorksFor, null); // What this process starts works for this one.
            parent = new(_ => EndWithout(process), null, ParentPeriod, ParentPeriod);
        }
    }

    public CancellationToken Token => source.Token;

    /// <summary>What must be put right before the process ends at once: the terminal.</summary>
    public Action? AtOnce { get; set; }

    public void Dispose()
    {
        parent?.Dispose();
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        lock (source)
        {
            isOver = true;
            source.Dispose();
        }
    }

    /// <summary>Whoever would tell of it is no more: the step under way is finished, and nothing more is begun.</summary>
    private void EndWithout(int process)
    {
        lock (source)
        {
            if (!isOver && ParentOfThis() != process)
            {
                source.Cancel();
            }
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ParentOfThis();

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
