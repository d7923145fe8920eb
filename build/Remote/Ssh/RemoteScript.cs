using System.Globalization;
using System.Text;

namespace Remote.Ssh;

/// <summary>
/// Runs whole scripts. As on this machine their output goes to files: a script that is no longer waited for does
/// not die of SIGPIPE at its next word, and a daemon that it leaves behind does not keep us waiting.
/// </summary>
internal static class RemoteScript
{
    // $1: bytes of the script, $2: of its input, which follow the program; then its arguments. Both are complete before the
    // script starts: one that was cut off must not be taken for a short one. A shell reads the line of the program byte by
    // byte, a call of the kernel each: of the script that would be 15 ms for each host and run, and by cat it is none.
    // Whatever the account's umask is, nothing that the script makes is open to others' writing.
    // What is printed first is the folder, and only at the end: where the disk has no room left, what the script said was lost.
    private const string Program = """
        umask go-w
        text=$1 size=$2
        shift 2
        folder=$(umask 077; mktemp -d) || exit 1
        trap 'rm -rf "$folder"' EXIT
        cat >"$folder/script" || exit 1
        [ "$(($(wc -c <"$folder/script")))" -eq $((text + size)) ] || { echo 'it was cut off on the way' >&2; exit 1; }
        : >"$folder/input" || exit 1
        if [ "$size" -gt 0 ]; then
          tail -c "+$((text + 1))" "$folder/script" >"$folder/input" && head -c "$text" "$folder/script" >"$folder/alone" &&
            mv "$folder/alone" "$folder/script" || exit 1
        fi
        cd /
        sh "$folder/script" "$@" <"$folder/input" >"$folder/output" 2>"$folder/error"
        code=$?
        echo . >"$folder/room" || exit 1
        trap '' PIPE
        printf '%s\n' "$folder"
        cat "$folder/output"
        [ ! -s "$folder/error" ] || cat "$folder/error" >&2
        exit "$code"
        """;

    /// <summary>Runs a script.</summary>
    /// <param name="operation">For messages: "run a script".</param>
    public static async Task<ScriptResult> RunAsync(
        RemoteShell shell, string operation, string text, IEnumerable<string> arguments, ReadOnlyMemory<byte> input,
        TimeSpan deadline, CancellationToken cancellation)
    {
        var script = Encoding.UTF8.GetBytes(Script.WithLf(text));
        string[] sizes = [.. new[] { script.Length, input.Length }.Select(size => size.ToString(CultureInfo.InvariantCulture))];
        var reply = await shell.RunAsync(
            operation, Program, [.. sizes, .. arguments],
            stream =>
            {
                stream.Write(script);
                stream.Write(input.Span);
            },
            deadline, cancellation);
        var first = Array.IndexOf(reply.Output, (byte)'\n');
        if (first < 0)
        {
            var name = shell.Connection.Target.Name;
            var remedy = reply.Complaint.Contains("No space left", StringComparison.Ordinal) || reply.Complaint.Contains("I/O error", StringComparison.Ordinal)
                ? "; make room in its folder of temporary files, /tmp or what TMPDIR names there" : "";
            throw new HostException($"{name} cannot {operation}: {reply.Complaint}{remedy} (the connection remains usable)");
        }

        // The shell's complaints name the script by its file.
        var folder = Encoding.UTF8.GetString(reply.Output, 0, first);
        return new(
            shell.Connection.Target.Name, reply.ExitCode, Encoding.UTF8.GetString(reply.Output.AsSpan(first + 1)),
            Encoding.UTF8.GetString(reply.Error).Replace($"{folder}/script: ", "sh: ", StringComparison.Ordinal));
    }
}
