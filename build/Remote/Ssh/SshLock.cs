using System.Globalization;
using System.Text;

namespace Remote.Ssh;

/// <summary>
/// A lock that a process on the host holds for us (<c>flock</c>). It ends, and the kernel frees the lock, when our
/// connection ends or when nothing was heard of us for a while: a killed run, or a cut network, leaves no lock behind.
/// </summary>
internal sealed class SshLock : IAsyncDisposable
{
    // $1: the file; $2: the holder; $3: seconds without a sign of life; then folders, of which six are locked too: a
    // shell knows no more files by number.
    private const string Program = """
        umask go-w
        path=$1 holder=$2 patience=$3 file=3
        shift 3
        [ -d "${path%/*}/" ] || (umask 022; mkdir -p -- "${path%/*}/") || exit 1
        for tool in flock timeout; do
          command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
        done
        exec 9>>"$path" || exit 1
        turns=20 # a holder that was killed a moment ago is about to be noticed
        until flock -n 9; do
          turns=$((turns - 1))
          if [ $turns -le 0 ]; then
            echo held
            cat -- "$path"
            exit 0
          fi
          sleep 0.05
        done
        for folder; do
          if [ $file -gt 8 ] || [ ! -d "$folder" ] || [ ! -r "$folder" ]; then continue; fi
          eval "exec $file<\"\$folder\""
          flock -n $file
          if [ $? = 1 ]; then
            echo busy
            printf '%s\n' "$folder"
            exit 0
          fi
          file=$((file + 1))
        done
        printf '%s\n' "$holder" >"$path" || exit 1
        echo taken
        while timeout "$patience" sh -c 'read -r _' 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9>&-; do :; done
        : >"$path"
        flock -u 9
        """;

    private readonly RemoteShell shell;
    private readonly RemoteCommand command;
    private readonly CancellationTokenSource freed = new();
    private readonly Task beating, watching;

    private SshLock(RemoteShell shell, RemoteCommand command, string path, TimeSpan beat)
    {
        (this.shell, this.command) = (shell, command);
        shell.Connection.WithoutLock = new(
            $"The lock {path} on {shell.Connection.Target.Name} was lost with the connection that held it: " +
            "another run may work there now. Nothing more is done there by this one; run the target again.");
        beating = BeatAsync(beat);
        watching = WatchAsync();
    }

    /// <summary>Takes the lock.</summary>
    /// <param name="beat">How often a sign of life is sent.</param>
    /// <param name="patience">How long the host waits for one; whole seconds.</param>
    /// <exception cref="HostLockedException">Another run holds it.</exception>
    public static async Task<SshLock> TakeAsync(
        RemoteShell shell, string path, string holder, IReadOnlyCollection<string> folders, TimeSpan beat, TimeSpan patience,
        CancellationToken cancellation)
    {
        var (operation, target) = ($"lock {path}", shell.Connection.Target);
        var seconds = patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var (command, marker) = await shell.StartAsync(operation, Program, [path, holder, seconds, .. folders], cancellation);
        try
        {
            var word = await Task.Run(() => WordAfter(command.Output, marker), CancellationToken.None)
                .WaitAsync(target.ConnectTimeout * 3, cancellation);
            if (word == "taken")
            {
                return new(shell, command, path, beat);
            }

            await command.Ended.WaitAsync(target.ConnectTimeout * 3, cancellation);
            if (word is "held" or "busy")
            {
                using var rest = new StreamReader(command.Output);
                var told = (await rest.ReadToEndAsync(cancellation)).Trim();
                throw word == "held" ? new HostLockedException(target.Name, path, told)
                    : new HostLockedException(target.Name, told, HostLockedException.OtherName);
            }

            using var said = new StreamReader(command.Error);
            var complaint = (await said.ReadToEndAsync(cancellation)).Split(marker)[^1].Trim();
            throw word is null ? shell.NotStarted(complaint, operation) : new HostException(
                $"{target.Name} cannot {operation}: {complaint} (the connection remains usable)");
        }
        catch (Exception e)
        {
            command.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw shell.Connection.Failure(operation, command.Client, e);
        }
    }

    /// <summary>Frees the lock; the file then names no holder.</summary>
    public async ValueTask DisposeAsync()
    {
        await freed.CancelAsync();
        await beating;
        try
        {
            command.Input.Dispose();
            await command.Ended.WaitAsync(shell.Connection.Target.ConnectTimeout);
        }
        catch (Exception)
        {
            // The connection is gone, or goes with the next line, and the lock with it.
        }

        command.Dispose();
        await watching;
        (shell.Connection.WithoutLock, shell.Connection.IsLockLost) = (null, false);
        freed.Dispose();
    }

    private async Task BeatAsync(TimeSpan beat)
    {
        try
        {
            using var timer = new PeriodicTimer(beat);
            while (await timer.WaitForNextTickAsync(freed.Token))
            {
                await Task.Run(() => command.Input.Write("\n"u8)).WaitAsync(freed.Token);
            }
        }
        catch (Exception)
        {
            // Freed; or the connection broke, which is noticed where the command's end is watched.
        }
    }

    private async Task WatchAsync()
    {
        await Task.WhenAny(command.Ended);
        shell.Connection.IsLockLost |= !freed.IsCancellationRequested;
    }

    /// <summary>The word on the line after the marker; empty if there is none, null if there is no marker.</summary>
    private static string? WordAfter(Stream output, string marker)
    {
        for (var line = Line(); line is not null; line = Line())
        {
            if (line.EndsWith(marker, StringComparison.Ordinal))
            {
                return Line() ?? "";
            }
        }

        return null;

        // Byte by byte: what follows is not ours to read ahead.
        string? Line()
        {
            var line = new List<byte>();
            for (int next; (next = output.ReadByte()) != '\n'; line.Add((byte)next))
            {
                if (next < 0)
                {
                    return null;
                }
            }

            return Encoding.UTF8.GetString([.. line]);
        }
    }
}
