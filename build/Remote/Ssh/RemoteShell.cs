using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>What a program left behind: exit code and what it wrote.</summary>
internal sealed record ShellReply(int ExitCode, byte[] Output, byte[] Error)
{
    public string Complaint => Encoding.UTF8.GetString(Error).Trim();
}

/// <summary>
/// Runs programs of POSIX <c>sh</c> on a host, whatever the login shell. The command line is always the same; the
/// program is the first line of standard input, its values quoted, and the rest of standard input is the program's.
/// </summary>
internal sealed partial class RemoteShell(SshConnection connection)
{
    // Understood alike by sh, csh and fish: no backslash, no exclamation mark, no quote in the quotes. "read" takes a
    // byte at a time and so leaves the rest; at an end before the line's own it fails, and half a program never runs.
    // The number tells our shell from another one: a start-up file that replaces the login shell leaves the command
    // line behind, and the program would be that shell's input.
    private const string Bootstrap = "'t=40961; IFS= read -r p && eval \"$p\"'";

    // The same for one that does not stay: it ends when all that it was given has come, and the end of that. Else the
    // host could give the number of its channel to the next one while our last words to it are still under way, and
    // they would be taken for the next one's: an end of file in the middle of an upload (Channel.SendEof of SSH.NET
    // looks whether the channel is open before it waits for its turn; sshd uses numbers again at once).
    private const string ToItsEnd =
        "'t=40961; IFS= read -r p && (eval \"$p\"); c=$?; read -r p && cat >/dev/null; exit $c'";

    /// <summary>Exit code of a shell that is not the one which was started.</summary>
    private const int OtherShell = 97;

    private const int MostSaid = 300;

    /// <summary>Bytes of input that are gathered and sent at once.</summary>
    private const int Together = 1 << 17;

    public SshConnection Connection { get; } = connection;

    private SshTarget Target => Connection.Target;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="operation">For messages: "write /etc/x".</param>
    /// <param name="body">Writes the rest of standard input.</param>
    /// <exception cref="OperationDeadlineException">It still runs, and is left running.</exception>
    /// <exception cref="BecomeException">sudo refuses.</exception>
    /// <exception cref="ConnectionLostException">The connection broke.</exception>
    public async Task<ShellReply> RunAsync(
        string operation, string program, IEnumerable<string> arguments, Action<Stream>? body, TimeSpan deadline,
        CancellationToken cancellation)
    {
        var (marker, line) = Prepare(program, arguments);
        var began = Stopwatch.GetTimestamp();
        using var command = await Connection.StartAsync(operation, CommandLine(ToItsEnd), lasting: false, cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ended.CancelAfter(deadline);
        var giving = Task.Run(
            () =>
            {
                using var input = new BufferedStream(command.Input, Together);
                input.Write(line);
                body?.Invoke(input);
            },
            CancellationToken.None);
        try
        {
            var end = Task.WhenAny(command.Ended, GivenAsync(giving, command.Ended));
            await MustBeginAsync(operation, command, end, deadline, ended.Token);
            await (await end.WaitAsync(ended.Token));
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new OperationDeadlineException(
                $"{Capital(operation)} on {Target.Name} still ran after {deadline.TotalSeconds:0.#} s and was left " +
                "running: see what holds it up. The connection remains usable.");
        }
        catch (Exception e)
        {
            throw Connection.Failure(operation, command.Client, e);
        }

        Connection.Took(Stopwatch.GetElapsedTime(began));
        return Reply(operation, command, marker);
    }

    /// <summary>Starts a program that stays, and gives it its first line.</summary>
    /// <returns>The command, and what its output starts with.</returns>
    public async Task<(RemoteCommand Command, string Marker)> StartAsync(
        string operation, string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var (marker, line) = Prepare(program, arguments);
        var command = await Connection.StartAsync(operation, CommandLine(Bootstrap), lasting: true, cancellation);
        try
        {
            await Task.Run(() => command.Input.Write(line), CancellationToken.None).WaitAsync(cancellation);
            return (command, marker);
        }
        catch (Exception e)
        {
            command.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw Connection.Failure(operation, command.Client, e);
        }
    }

    /// <summary>What a program wrote after its start, of all that came: login shells may have spoken before.</summary>
    public ShellReply Reply(string operation, RemoteCommand command, string marker)
    {
        var (output, error) = (All(command.Output), All(command.Error));
        var mark = Encoding.ASCII.GetBytes(marker + "\n");
        if (output.AsSpan().IndexOf(mark) < 0)
        {
            throw NotStarted(Encoding.UTF8.GetString([.. output, .. error]).Trim(), operation, command.ExitCode);
        }

        return command.ExitCode is { } code
            ? new(code, After(output, mark), After(error, mark))
            : throw new HostException(
                $"{Target.Name} does not tell how this ended: {operation}. The connection remains usable.");
    }

    private static (string Marker, byte[] Line) Prepare(string program, IEnumerable<string> arguments)
    {
        var marker = RandomNumberGenerator.GetHexString(32);
        var start = $"[ \"$t\" = 40961 ] || exit {OtherShell}; unset t; " +
            $"printf '%s\\n' {marker}; printf '%s\\n' {marker} >&2; ";
        return (marker, Encoding.UTF8.GetBytes(start + Quoting.Line(program, arguments) + "\n"));
    }

    private string CommandLine(string bootstrap)
    {
        if (Target.Become == SshBecome.None)
        {
            return "exec /bin/sh -c " + bootstrap;
        }

        if (Target.BecomeUser is not { } user)
        {
            return Sudo("", bootstrap);
        }

        return AccountName().IsMatch(user)
            ? Sudo($"-u {user} ", bootstrap)
            : throw new HostException($"sudo cannot change to {user}: that is no name of an account");
    }

    /// <summary>
    /// A sudo that refuses ends at once, while its input is on the way: that is read to its end all the same, since sshd ends
    /// the whole connection over what comes for a channel that is closed. Of one that stays the input has no end: it
    /// is one line, sent at once.
    /// </summary>
    private static string Sudo(string options, string bootstrap) => bootstrap == Bootstrap
        ? $"exec sudo -n -H {options}-- /bin/sh -c {bootstrap}"
        : $"exec /bin/sh -c 'sudo -n -H {options}-- /bin/sh -c \"$0\"; c=$?; [ $c = 0 ] || cat >/dev/null; exit $c' {bootstrap}";

    public HostException NotStarted(string said, string operation, int? exitCode = null)
    {
        said = said.Length > MostSaid ? said[..MostSaid] + " …" : said;
        if (exitCode == OtherShell)
        {
            return new(
                $"{Target.Name} starts no /bin/sh to {operation}: a start-up file of {Target.Account}'s shell there (.bashrc, " +
                ".profile …) replaces the shell by another program (exec) and loses the command. Let it do so for terminals only: " +
                $"case $- in *i*) exec … ;; esac. Try it: ssh {Target.Account}@{Target.Host} true");
        }

        if (Target.Become == SshBecome.None)
        {
            return new(
                $"{Target.Name} starts no /bin/sh to {operation}: \"{said}\". Can {Target.Account} log in there, and does a " +
                "start-up file of its shell (.bashrc …) read the input or end the login? Try it: echo x | ssh " +
                $"{Target.Account}@{Target.Host} cat");
        }

        var whom = Target.BecomeUser ?? "root";
        if (said.Contains("must have a tty", StringComparison.Ordinal))
        {
            return new BecomeException(
                $"{Target.Account} may not become {whom} on {Target.Name} without a terminal (sudo: \"{said}\"): requiretty is set in " +
                "/etc/sudoers or a file of /etc/sudoers.d there. Take it back for this account by this line in /etc/sudoers.d/" +
                $"{Target.Account.Replace('.', '-')}, with visudo: Defaults:{Target.Account} !requiretty");
        }

        return new BecomeException(
            $"{Target.Account} may not become {whom} on {Target.Name} without a password (sudo: \"{said}\"): give " +
            "it this line in /etc/sudoers.d/" + Target.Account.Replace('.', '-') + ", with visudo: " +
            string.Create(CultureInfo.InvariantCulture, $"{Target.Account} ALL=({whom}) NOPASSWD: ALL"));
    }

    /// <summary>
    /// The first line of the program's output tells that it runs. Without it the login has not come to an end, and that
    /// is not waited for as long as for the work.
    /// </summary>
    private async Task MustBeginAsync(
        string operation, RemoteCommand command, Task end, TimeSpan deadline, CancellationToken cancellation)
    {
        var patience = Target.ConnectTimeout * 2;
        if (deadline != Timeout.InfiniteTimeSpan && deadline <= patience)
        {
            return;
        }

        var first = await Task.WhenAny(end, Task.Delay(patience, cancellation));
        if (first != end && !cancellation.IsCancellationRequested && command.HasSaidNothing)
        {
            throw new OperationDeadlineException(
                $"{Target.Name} lets {Target.Account} in, but has started nothing within " +
                $"{patience.TotalSeconds:0.#} s ({operation}): a start-up file of the account's shell, or a forced " +
                $"command (ForceCommand in sshd_config, command= in authorized_keys), holds the login up. Try it: ssh {Target.Account}@" +
                $"{Target.Host} true; where it only is slow, raise connection.timeout.");
        }
    }

    /// <summary>The end, unless what should have been sent could not be read.</summary>
    private static async Task GivenAsync(Task giving, Task ended)
    {
        try
        {
            await giving;
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or SocketException)
        {
            // A host need not read everything: that it closed the channel is no failure by itself.
        }

        await ended;
    }

    private static byte[] All(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static byte[] After(byte[] all, byte[] mark) =>
        all.AsSpan().IndexOf(mark) is >= 0 and var start ? all[(start + mark.Length)..] : [];

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.@+-]*\z")]
    private static partial Regex AccountName();
}
