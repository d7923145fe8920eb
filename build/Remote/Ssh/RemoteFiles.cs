using System.Globalization;

namespace Remote.Ssh;

/// <summary>Files of a host, read and replaced as a whole; one round trip each time, however many they are.</summary>
internal static class RemoteFiles
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    // $1 to $4: mode, size, "keep" or "", and path of the first file, and so on.
    // The contents follow each other on standard input, a file, of which dd takes exactly a block.
    private static readonly string Write = HostScripts.Text("as-user") + HostScripts.Text("write-file") + """
        while [ $# -gt 0 ]; do
          dd bs="$2" count=1 2>/dev/null | write_file "$1" "$2" "$3" "$4" || exit 1
          shift 4
        done
        """;

    // In hexadecimal: a file that changes while it is read cannot be taken for the next one.
    private const string Read = """
        number=0
        for path; do
          if [ -f "$path" ]; then
            echo "=$number"
            od -An -v -tx1 <"$path" || exit 1
          fi
          number=$((number + 1))
        done
        """;

    // $1, $2, $3: mode, size and path; the content is the rest of standard input. Whom the connection left does not die
    // of its last words, but clears up.
    private static readonly string Send = HostScripts.Text("as-user") + HostScripts.Text("write-file") + """
        trap '' PIPE
        write_file "$1" "$2" "" "$3"
        """;

    public static async Task WriteAsync(
        RemoteShell shell, IReadOnlyCollection<HostFile> files, CancellationToken cancellation)
    {
        var operation = $"write {string.Join(" and ", files.Select(file => file.Path))}";
        var contents = new byte[files.Sum(file => file.Content.Length)];
        var offset = 0;
        foreach (var file in files)
        {
            file.Content.CopyTo(contents.AsMemory(offset));
            offset += file.Content.Length;
        }

        var result = await RemoteScript.RunAsync(
            shell, operation, Write,
            files.SelectMany(file => (string[])
                [Octal(file.Mode), Number(file.Content.Length), file.KeepFormer ? "keep" : "", file.Path]),
            contents, Deadline, cancellation);
        ThrowUnless(result.Succeeded, shell, operation, result.Error);
    }

    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        RemoteShell shell, IReadOnlyCollection<string> paths, CancellationToken cancellation)
    {
        var operation = $"read {string.Join(" and ", paths)}";
        var result = await RemoteScript.RunAsync(shell, operation, Read, paths, default, Deadline, cancellation);
        ThrowUnless(result.Succeeded, shell, operation, result.Error);
        var (all, contents) = (paths.ToList(), new Dictionary<string, byte[]>());
        foreach (var dump in result.Output.Split('=', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = dump.IndexOf('\n', StringComparison.Ordinal);
            var hex = string.Concat(dump[end..].Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            contents[all[int.Parse(dump.AsSpan(0, end), CultureInfo.InvariantCulture)]] = Convert.FromHexString(hex);
        }

        return contents;
    }

    public static async Task SendAsync(
        RemoteShell shell, string localPath, string hostPath, IProgress<long>? progress, CancellationToken cancellation)
    {
        var operation = $"copy {localPath} to {hostPath}";
        FileStream source;
        try
        {
            source = File.OpenRead(localPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"{shell.Connection.Target.Name} cannot get {localPath}: {e.Message}", e);
        }

        await using var opened = source;
        var mode = OperatingSystem.IsWindows()
            ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
            : File.GetUnixFileMode(source.SafeFileHandle);
        var (size, sent, began) = (source.Length, 0L, TimeProvider.System.GetTimestamp());

        // However long the whole takes: it goes on for as long as the host takes bytes.
        var patience = shell.Connection.Target.ConnectTimeout * 3;
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stalled.CancelAfter(patience);
        try
        {
            var reply = await shell.RunAsync(
                operation, Send, [Octal(mode), Number(size), hostPath], Give, Timeout.InfiniteTimeSpan, stalled.Token);
            ThrowUnless(reply.ExitCode == 0, shell, operation, reply.Complaint);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var rate = (sent / 1048576.0 / took).ToString("0.0", CultureInfo.InvariantCulture);
            throw new HostException(
                $"{shell.Connection.Target.Name} stopped taking {localPath}: nothing went for " +
                $"{(sent < size ? patience : Deadline).TotalSeconds:0} s after {sent} of {size} bytes " +
                $"({rate} MiB/s on average). Nothing of it stands under its name. Look at the network and the disk " +
                "there, then run this again.");
        }

        void Give(Stream stream)
        {
            var buffer = new byte[1 << 18];
            for (var left = size; left > 0 && !stalled.IsCancellationRequested;)
            {
                var count = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                if (count == 0)
                {
                    throw new HostException($"{localPath} got shorter while it was copied");
                }

                stream.Write(buffer, 0, count);
                left -= count;
                sent = size - left;

                // Behind the last byte the host writes it all to its disk.
                stalled.CancelAfter(left > 0 ? patience : Deadline);
                progress?.Report(sent);
            }
        }
    }

    private static void ThrowUnless(bool succeeded, RemoteShell shell, string operation, string error)
    {
        if (!succeeded)
        {
            throw new HostException($"{shell.Connection.Target.Name} cannot {operation}: {error.Trim()}");
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
