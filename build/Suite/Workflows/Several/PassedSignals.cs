using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Suite.Runs;

namespace Suite.Workflows.Several;

/// <summary>Ctrl-C, SIGTERM and the end of the terminal reach the processes that work for this one, which wait for their end.</summary>
internal sealed class PassedSignals : IDisposable
{
    private const int Terminate = 15;

    private readonly ConcurrentDictionary<int, bool> processes = new();
    private readonly PosixSignalRegistration[] registrations;
    private volatile bool haveCome;

    public PassedSignals() => registrations = EndingSignals.Register(Pass);

    /// <summary>One has come: nothing more is begun.</summary>
    public bool HaveCome => haveCome;

    /// <summary>Until it is disposed of, the process gets what comes.</summary>
    public IDisposable To(int process)
    {
        processes[process] = true;
        if (haveCome)
        {
            _ = Kill(process, Terminate);
        }

        return new Ending(() => processes.TryRemove(process, out _));
    }

    public void Dispose() => Array.ForEach(registrations, registration => registration.Dispose());

    /// <summary>A terminal gives its signal to the others as well: what comes twice at once counts as one there.</summary>
    private void Pass(PosixSignalContext signal)
    {
        signal.Cancel = true;
        haveCome = true;
        foreach (var process in processes.Keys)
        {
            _ = Kill(process, Terminate);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
