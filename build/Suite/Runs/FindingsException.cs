using System.Collections.Immutable;
using Ensembles.Findings;

namespace Suite.Runs;

/// <summary>The end of a run that findings have brought about.</summary>
public sealed class FindingsException : Exception
{
    public FindingsException()
    {
    }

    public FindingsException(string message) : base(message)
    {
    }

    public FindingsException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <param name="exitCode">See <see cref="ExitCodes"/>.</param>
    /// <param name="message">As the host prints it.</param>
    internal FindingsException(int exitCode, string message, ImmutableArray<Finding> findings) : base(message) =>
        (ExitCode, Findings) = (exitCode, findings);

    public int ExitCode { get; } = ExitCodes.Failed;

    public ImmutableArray<Finding> Findings { get; } = [];
}
