using System.Text;

namespace Ensembles.Inventories;

/// <summary>
/// Reads small files that an inventory names. What was named may be something else: a device that never ends, or a pipe
/// without a writer. A pipe that has a writer, such as a shell's <c>&lt;(command)</c>, is read.
/// </summary>
public static class BoundedFile
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <param name="limit">Most bytes that the file may have.</param>
    /// <param name="deadline">How long to wait for all of it; null: 10 seconds.</param>
    /// <returns>Its text, UTF-8.</returns>
    /// <exception cref="IOException">It cannot be read, is larger, or does not end in time.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Read(string path, int limit, TimeSpan? deadline = null) =>
        Encoding.UTF8.GetString(ReadBytes(path, limit, deadline)).TrimStart('\ufeff');

    /// <returns>Its bytes.</returns>
    /// <inheritdoc cref="Read"/>
    public static byte[] ReadBytes(string path, int limit, TimeSpan? deadline = null)
    {
        var limitOfTime = deadline ?? Deadline;

        // Opening a pipe waits for its writer, and cannot be called off: the thread, one of its own, is left behind.
        var reading = Task.Factory.StartNew(
            () => ReadWhole(path, limit), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return reading.Wait(limitOfTime)
                ? reading.Result
                : throw new IOException($"it gave no end of its text in {limitOfTime.TotalSeconds:0} s");
        }
        catch (AggregateException fault) when (fault.InnerException is IOException or UnauthorizedAccessException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault.InnerException);
            throw;
        }
    }

    private static byte[] ReadWhole(string path, int limit)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] bytes = new byte[limit + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= limit ? bytes[..length] : throw new IOException($"it has more than {limit} bytes");
    }
}
