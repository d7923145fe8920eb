using System.Text;

namespace Suite.Terminals;

/// <summary>
/// A standard stream that cannot be lost as a rollout under way could be: where it takes no more (a full disk, a pipe
/// without a reader, a descriptor that is closed) the text is dropped and the work goes on. Thread-safe.
/// </summary>
/// <param name="inner">The stream; null where there is none.</param>
/// <param name="lost">Told once, with the reason, when something was dropped.</param>
internal sealed class LastingWriter(TextWriter? inner, Action<string> lost) : TextWriter
{
    private readonly Lock guard = new();

    /// <summary>Something was dropped.</summary>
    public bool HasLost { get; private set; }

    public override Encoding Encoding => inner?.Encoding ?? Encoding.UTF8;

    public override void Write(char value) => Try(to => to.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(to => to.Write(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => Try(to => to.Write(value));

    public override void WriteLine() => Try(to => to.WriteLine());

    public override void WriteLine(string? value) => Try(to => to.WriteLine(value));

    public override void Flush() => Try(to => to.Flush());

    private void Try(Action<TextWriter> write)
    {
        string? reason = null;
        lock (guard)
        {
            try
            {
                write(inner ?? throw new IOException("it is closed"));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException
                or ObjectDisposedException or NotSupportedException)
            {
                // A later word may find room again.
                (reason, HasLost) = (HasLost ? null : failure.Message, true);
            }
        }

        if (reason is not null)
        {
            lost(reason);
        }
    }
}
