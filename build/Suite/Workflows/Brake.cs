using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Planning;
using Suite.Reports;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>The operator's hand on a change: it waits before each further server, or ends after some.</summary>
internal sealed class Brake(BrakeOptions options, ConsoleReporter console)
{
    private int begun;

    /// <summary>How many steps of a plan are done before it ends; null: all.</summary>
    public int? Allowed(ImmutableArray<Step> steps)
    {
        if (options.StopAfter is not { } most)
        {
            return null;
        }

        var servers = 0;
        for (var at = 0; at < steps.Length; at += Step.GoTogether(steps, at))
        {
            servers += Enumerable.Range(at, Step.GoTogether(steps, at)).Count(step => IsOfServer(steps[step]));
            if (servers > most && at > 0)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>To be awaited before steps that go together.</summary>
    /// <exception cref="BrakeException">The person has said no.</exception>
    public async Task BeforeAsync(ImmutableArray<Step> next, CancellationToken cancellation)
    {
        if (!next.Any(IsOfServer) || begun++ == 0)
        {
            return;
        }

        if (options.Pause is { } pause)
        {
            console.Waits(string.Create(
                CultureInfo.InvariantCulture, $"Waiting {pause.TotalSeconds:0} s before {next[0].Title}, as --pause says."));
            await Task.Delay(pause, cancellation);
        }

        if (options.Asks && !console.Confirms($"Next: {next[0].Title}. Type yes to go on, anything else to end here:", cancellation))
        {
            throw new BrakeException();
        }
    }

    private static bool IsOfServer(Step step) => step is not (Step.Reconfigure or Step.Yield);
}

/// <summary>The operator has ended the change between two servers: what was begun is done, and nothing else begins.</summary>
internal sealed class BrakeException() : Exception("The change was ended by its operator between two servers.");
