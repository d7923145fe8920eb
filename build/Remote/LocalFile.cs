using System.Runtime.Versioning;

namespace Remote;

/// <summary>Files of this machine that are replaced as a whole or not at all.</summary>
internal static class LocalFile
{
    /// <summary>Writes a file unless it stands there already, with this content and mode.</summary>
    public static async Task WriteAsync(HostFile file, CancellationToken cancellation)
    {
        if (await StandsAsync(file, cancellation))
        {
            return;
        }

        await ReplaceAsync(file.Path, async part =>
        {
            await part.WriteAsync(file.Content, cancellation);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(part.SafeFileHandle, ModeOf(file));
            }

            if (file.KeepFormer && File.Exists(file.Path)
                && (!File.Exists(file.FormerPath) || !IsOurs(file.Path) || IsOurs(file.FormerPath)))
            {
                Keep(file);
            }
        });
    }

    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>What a file that is there keeps from others stays kept from them.</summary>
    [UnsupportedOSPlatform("windows")]
    private static UnixFileMode ModeOf(HostFile file) => new FileInfo(file.Path) is { Exists: true, LinkTarget: null } there
        ? file.Mode & ~(OfOthers & ~there.UnixFileMode)
        : file.Mode;

    /// <summary>Stands in the first line of files that the suite writes.</summary>
    internal const string Mark = "what is written here comes from the inventory";

    /// <summary>
    /// What another program wrote stays beside what the suite has written twice since: by the same line as write-file.sh.
    /// </summary>
    private static bool IsOurs(string path) => File.ReadLines(path).FirstOrDefault("")
        .Contains(Mark, StringComparison.Ordinal);

    private static void Keep(HostFile file)
    {
        var part = file.FormerPath + ".part";
        File.Copy(file.Path, part, overwrite: true);
        File.Move(part, file.FormerPath, overwrite: true);
    }

    /// <summary>Copies a file, with its mode.</summary>
    public static async Task CopyAsync(
        string source, string target, IProgress<long>? progress, CancellationToken cancellation)
    {
        await using var from = File.OpenRead(source);
        await ReplaceAsync(target, async part =>
        {
            var buffer = new byte[1 << 20];
            while (await from.ReadAsync(buffer, cancellation) is > 0 and var count)
            {
                await part.WriteAsync(buffer.AsMemory(0, count), cancellation);
                progress?.Report(from.Position);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(part.SafeFileHandle, File.GetUnixFileMode(from.SafeFileHandle));
            }
        });
    }

    /// <summary>
    /// Lets a file be filled under a temporary name beside its target and renames it. The name is always the same, so
    /// that killed runs leave one part at most, and is locked, so that two writers do not mix.
    /// </summary>
    private static async Task ReplaceAsync(string path, Func<FileStream, Task> fill)
    {
        var folder = Path.GetDirectoryName(path)!;
        MakeFolder(folder);
        var name = Path.Combine(folder, $".{Path.GetFileName(path)}.part");
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Its content may be a secret before its mode says so.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var part = new FileStream(name, options);
        try
        {
            await fill(part);
            part.Flush(flushToDisk: true);
            File.Move(name, path, overwrite: true);
        }
        catch
        {
            File.Delete(name);
            throw;
        }
    }

    /// <summary>As <c>mkdir -p</c> with a umask of 022: whatever ours is, no folder is open to others' files.</summary>
    internal static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        Directory.CreateDirectory(folder, (UnixFileMode)0b111_111_111 & ~Others);
    }

    private static async Task<bool> StandsAsync(HostFile file, CancellationToken cancellation) =>
        new FileInfo(file.Path) is { Exists: true, LinkTarget: null } found &&
        found.Length == file.Content.Length &&
        (OperatingSystem.IsWindows() || found.UnixFileMode == ModeOf(file)) &&
        (await File.ReadAllBytesAsync(file.Path, cancellation)).AsSpan().SequenceEqual(file.Content.Span);
}
