namespace Remote;

/// <summary>What a script left behind. A script ended by a signal has an exit code above 128, as in a shell.</summary>
public sealed record ScriptResult(string Host, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>This result, if the script succeeded.</summary>
    /// <param name="what">What was attempted, for the message: "start server 2".</param>
    /// <exception cref="ScriptFailedException">The exit code is not zero.</exception>
    public ScriptResult OrThrow(string what) =>
        Succeeded ? this : throw new ScriptFailedException(this, what);
}
