namespace Suite.Terminals;

/// <summary>Standard output and error of the process, made lasting before the first write to them.</summary>
internal sealed class StandardStreams
{
    private readonly LastingWriter output;

    private StandardStreams(LastingWriter output) => this.output = output;

    /// <summary>Some of standard output is missing. Not so where its reader has left, as <c>| head</c> does.</summary>
    public bool HasLostOutput => output.HasLost;

    /// <summary>From here on whatever writes to the console goes through them.</summary>
    public static StandardStreams Open()
    {
        var error = new LastingWriter(Standard(() => Console.Error), _ => { });
        var output = new LastingWriter(
            Standard(() => Console.Out),
            reason => error.WriteLine($"Warning: standard output takes no more ({reason}); the run goes on without it."));
        Console.SetOut(output);
        Console.SetError(error);
        return new(output);
    }

    /// <summary>The runtime's own writer; null where it cannot make one: the descriptor is closed.</summary>
    private static TextWriter? Standard(Func<TextWriter> writer)
    {
        try
        {
            return writer();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
