using System.Diagnostics;
using System.Text;

namespace Remote;

/// <summary>
/// An exclusive advisory lock on a file of this machine, held by the kernel (<c>flock</c>) for as long as this object
/// or this process lives: it cannot become stale. Children do not inherit it (files are opened close-on-exec).
/// </summary>
public sealed class FileLock : IDisposable, IAsyncDisposable
{
    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or gives null when another process, or another part of this one, has it.</summary>
    /// <param name="path">Made when missing, in an existing folder; never removed: its name is the lock's name.</param>
    /// <param name="holder">Written into the file, for those who come later.</param>
    public static FileLock? TryTake(string path, string holder)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(holder + "\n"));
            return new FileLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the holder of a lock wrote about itself; empty for a lock that was never held.</summary>
    public static string Holder(string path)
    {
        // Not opened here: .NET asks for a lock of its own on every file it opens, which the holder's would refuse.
        var command = new ProcessStartInfo("cat", [path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var cat = Process.Start(command)!;
        var text = cat.StandardOutput.ReadToEnd().Trim();
        cat.WaitForExit();
        return text;
    }

    /// <summary>Frees the lock; the file then names no holder.</summary>
    public void Dispose()
    {
        file.SetLength(0);
        file.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    // EWOULDBLOCK from flock is what .NET reports with this HResult on Unix (Linux: 11, macOS: 35).
    private static bool IsHeld(IOException e) => e is not (FileNotFoundException or DirectoryNotFoundException
        or PathTooLongException) && e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
