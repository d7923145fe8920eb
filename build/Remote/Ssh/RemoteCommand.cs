using Renci.SshNet;

namespace Remote.Ssh;

/// <summary>A command that runs on a host, on a channel of its own. Disposing closes only the channel.</summary>
internal sealed class RemoteCommand : IDisposable
{
    private static readonly string[] Signals =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM",
    ];

    private readonly SshCommand command;
    private readonly Action closed;
    private int disposed;

    /// <summary>Starts it; blocks until the host has.</summary>
    /// <param name="closed">Called once, when the channel is free again.</param>
    public RemoteCommand(SshClient client, string line, Action closed)
    {
        Client = client;
        this.closed = closed;
        command = client.CreateCommand(line);
        try
        {
            // Without a token: cancelling would send a signal to the command. It is to run on.
            Ended = command.ExecuteAsync(CancellationToken.None);
            Input = InputOf(command);
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    public SshClient Client { get; }

    /// <summary>Completes when the command and all that share its output ended; fails with the connection.</summary>
    public Task Ended { get; }

    /// <summary>Writes block while the host takes no more; closing it is the command's end of file.</summary>
    public Stream Input { get; }

    public Stream Output => command.OutputStream;

    public Stream Error => command.ExtendedOutputStream;

    /// <summary>Nothing has come from it so far, on neither stream.</summary>
    public bool HasSaidNothing => IsEmpty(Output) && IsEmpty(Error);

    /// <summary>As a shell has it: above 128 for a signal. Null if the host told neither.</summary>
    public int? ExitCode => command.ExitStatus ??
        (command.ExitSignal is { } signal ? 128 + 1 + Math.Max(0, Array.IndexOf(Signals, signal)) : null);

    /// <summary>The library's streams tell as their length what has come and was not read yet.</summary>
    private static bool IsEmpty(Stream stream)
    {
        try
        {
            return stream.Length == 0;
        }
        catch (Exception unknown) when (unknown is NotSupportedException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static Stream InputOf(SshCommand command)
    {
        try
        {
            return command.CreateInputStream();
        }
        catch (InvalidOperationException)
        {
            // It has ended already, as where sudo refuses at once: no process reads any more.
            return Stream.Null;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            // Waits up to a second for the host to agree.
            _ = Task.Run(() =>
            {
                command.Dispose();
                closed();
            });
        }
    }
}
