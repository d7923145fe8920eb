using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Hosting;

/// <summary>What a failure says and which exit code it leaves.</summary>
internal static class Failure
{
    /// <summary>Logs the failure (with its stack at the verbosity <c>diagnostic</c>).</summary>
    /// <returns>Its exit code, never 0.</returns>
    public static int Report(ICakeLog log, Exception failure)
    {
        log.LogException(Unwrapped(failure));
        return ExitCode(failure);
    }

    /// <summary>
    /// The exit code of the first <see cref="CakeException"/> that chose one, looked for through wrappers and inner
    /// exceptions; 1 where none did. A code whose low byte is 0 would read as success outside, so it is 1 as well.
    /// </summary>
    public static int ExitCode(Exception failure) => Chain(failure)
        .OfType<CakeException>()
        .Select(exception => exception.ExitCode)
        .FirstOrDefault(code => code != 1 && (code & 0xFF) != 0, 1);

    // The engine wraps the failure of a task together with the report; tasks wrap theirs in aggregates.
    private static Exception Unwrapped(Exception failure) => failure switch
    {
        CakeReportException { InnerException: { } cause } => Unwrapped(cause),
        AggregateException { InnerExceptions: [var only] } => Unwrapped(only),
        _ => failure,
    };

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        yield return failure;
        IEnumerable<Exception> causes = failure switch
        {
            AggregateException aggregate => aggregate.InnerExceptions,
            { InnerException: { } inner } => [inner],
            _ => [],
        };
        foreach (var cause in causes.SelectMany(Chain))
        {
            yield return cause;
        }
    }
}
