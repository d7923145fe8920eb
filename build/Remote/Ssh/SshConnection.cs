using System.Diagnostics;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>
/// The one connection to a host, made when it is first needed and again when it broke, with many channels at once.
/// </summary>
internal sealed partial class SshConnection : IAsyncDisposable
{
    // sshd's default for MaxSessions is 10; the rest is for locks, which hold theirs for long.
    private const int MostCommands = 8;

    // How long a server may refuse a channel before it is believed, beside one that stays too, and how often it is asked meanwhile.
    private static readonly TimeSpan ForOthers = TimeSpan.FromSeconds(4), BesideHeld = TimeSpan.FromSeconds(1),
        Between = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim connecting = new(1);
    private readonly SemaphoreSlim commands = new(MostCommands);
    private readonly SshConnection? jump;
    private readonly bool ownsJump;
    private readonly bool isSecond;
    private int width = MostCommands, channels, connections, held;
    private SshConnection? second;
    private SshClient? client, lost;
    private HostException? failure;
    private int attempts;
    private ISshWay? way;

    // The library blocks a thread of the pool for each wait and each tunnel; the pool grows by one or two a second.
    static SshConnection()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), completions);
    }

    /// <param name="shared">Gives the connection to a jump, which stays its own; null: each has one to itself.</param>
    public SshConnection(SshTarget target, Func<SshTarget, SshConnection>? shared = null)
    {
        (Target, ownsJump) = (target, shared is null);
        shared ??= way => new SshConnection(way);
        jump = target.Jumps is [.. var before, var last] ? shared(last with { Jumps = before }) : null;
    }

    /// <summary>To the same target, by the same way.</summary>
    private SshConnection(SshConnection first) => (Target, jump, isSecond) = (first.Target, first.jump, true);

    public SshTarget Target { get; }

    /// <summary>Channels opened so far: the round trips that the operations have cost.</summary>
    public int Channels => channels + (second?.Channels ?? 0);

    /// <summary>Connections made so far.</summary>
    public int Connections => connections + (second?.Connections ?? 0);

    public SshTraffic Traffic => new(Target.Name, Connections, Channels);

    /// <summary>How fast commands were; null before the first has ended.</summary>
    public SshPace? Pace { get; private set; }

    /// <summary>A command has come to its end.</summary>
    public void Took(TimeSpan time)
    {
        lock (commands)
        {
            Pace = new(Target, (Pace?.Commands ?? 0) + 1, Pace is { } before && before.Quickest < time ? before.Quickest : time);
        }
    }

    /// <summary>What to say once the connection is gone that holds a lock; null while none is held.</summary>
    public LockLostException? WithoutLock { get; set; }

    /// <summary>The lock was lost, and its holder does not know.</summary>
    public bool IsLockLost { get; set; }

    /// <summary>Starts a command as soon as there is room for one.</summary>
    /// <param name="operation">What it is for, for messages: "write /etc/x".</param>
    /// <param name="lasting">It is there for long and must not keep others from starting.</param>
    public async Task<RemoteCommand> StartAsync(
        string operation, string line, bool lasting, CancellationToken cancellation)
    {
        Stopwatch? refused = null;
        for (var again = false; ;)
        {
            var used = await ClientAsync(cancellation);
            if (!lasting)
            {
                await commands.WaitAsync(cancellation);
                if (second is { } other)
                {
                    commands.Release();
                    return await other.StartAsync(operation, line, lasting, cancellation);
                }
            }

            Action free = lasting ? () => Interlocked.Decrement(ref held) : () => commands.Release();
            if (lasting)
            {
                Interlocked.Increment(ref held);
            }

            var starting = Task.Run(() => new RemoteCommand(used, line, free), CancellationToken.None);
            try
            {
                var command = await starting.WaitAsync(Target.ConnectTimeout * 3, cancellation);
                CountChannel();
                return command;
            }
            catch (SshException e) when (IsRefused(e) && !lasting && TakeAway())
            {
                // The server wants fewer at once (its MaxSessions): this place is not given back.
            }
            catch (SshException e) when (IsRefused(e) && (refused ??= Stopwatch.StartNew()).Elapsed < (IsHeldBeside(lasting) ? BesideHeld : ForOthers))
            {
                // A channel that has ended counts until the server has heard of it.
                free();
                await Task.Delay(Between, cancellation);
            }
            catch (SshConnectionException e) when (IsUnsent(e) && !again)
            {
                // The connection had gone before it was noticed.
                (again, lost) = (true, used);
                free();
            }
            catch (SshException e) when (IsRefused(e) && IsHeldBeside(lasting))
            {
                // MaxSessions 1, and what stays has the one session: all else goes through another connection.
                Interlocked.CompareExchange(ref second, new(this), null);
                free();
            }
            catch (SshException e) when (IsRefused(e))
            {
                free();
                throw new HostException(
                    $"{Target.Name} cannot {operation}: sshd there opens no session, or none beside those that are open (MaxSessions in " +
                    "its sshd_config): 1 or more are needed", e);
            }
            catch (Exception e)
            {
                _ = starting.ContinueWith(
                    started =>
                    {
                        if (started.IsCompletedSuccessfully)
                        {
                            started.Result.Dispose();
                        }
                        else
                        {
                            free();
                        }
                    },
                    TaskScheduler.Default);
                cancellation.ThrowIfCancellationRequested();
                throw Failure(operation, used, e);
            }
        }
    }

    /// <summary>Counts one that was opened elsewhere.</summary>
    public void CountChannel() => Interlocked.Increment(ref channels);

    /// <summary>What to tell of an operation that failed, and whether the connection is still there.</summary>
    public HostException Failure(string operation, SshClient used, Exception e)
    {
        if (e is HostException known)
        {
            return known;
        }

        if (e is SshOperationTimeoutException or TimeoutException)
        {
            // A peer that answers nothing is as good as gone, whatever TCP believes.
            _ = Task.Run(used.Dispose);
        }
        else if (IsConnected(used) && e is not (SshConnectionException or SocketException))
        {
            return new HostException(
                $"{Target.Name} cannot {operation}: {e.Message} (the connection remains usable)", e);
        }

        // The library can call it connected for a moment after its operations have failed.
        lost = used;
        return new ConnectionLostException(
            $"The connection to {Target.Name} broke in the middle of: {operation} ({e.Message.TrimEnd('.')}). " +
            "Whether that took effect is not known; the host remains usable, the next operation connects again.", e);
    }

    public async ValueTask DisposeAsync()
    {
        if (second is { } other)
        {
            await other.DisposeAsync();
        }

        await CloseAsync();
        if (jump is not null && ownsJump)
        {
            await jump.DisposeAsync();
        }
    }

    /// <summary>The library looks at the socket before it sends anything.</summary>
    private static bool IsUnsent(SshConnectionException e) =>
        e.Message.StartsWith("Client not connected", StringComparison.Ordinal);

    private static bool IsRefused(SshException e) =>
        e.Message.StartsWith("Failed to open a channel", StringComparison.Ordinal);

    private bool IsHeldBeside(bool lasting) => !lasting && !isSecond && Volatile.Read(ref held) > 0;

    /// <summary>One place fewer for commands; one stays.</summary>
    private bool TakeAway()
    {
        for (var now = Volatile.Read(ref width); now > 1; now = Volatile.Read(ref width))
        {
            if (Interlocked.CompareExchange(ref width, now - 1, now) == now)
            {
                return true;
            }
        }

        return false;
    }
}
