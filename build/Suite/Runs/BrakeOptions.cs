using Suite.Arguments;

namespace Suite.Runs;

/// <summary>When a change waits for its operator, and when it ends before its plan does.</summary>
/// <param name="Pause">Before each server after the first one; null: not at all.</param>
/// <param name="Asks">Waits until the person at the terminal says yes.</param>
/// <param name="StopAfter">Servers that are changed; null: all of the plan.</param>
public sealed record BrakeOptions(TimeSpan? Pause, bool Asks, int? StopAfter)
{
    /// <exception cref="Cake.Core.CakeException">A question is asked for, and there is no terminal to ask it at.</exception>
    internal static BrakeOptions Of(GivenArguments given)
    {
        var pause = given.Text(ArgumentList.Pause);
        var asks = pause?.Equals("ask", StringComparison.OrdinalIgnoreCase) == true;
        if (asks && (Console.IsInputRedirected || Console.IsOutputRedirected))
        {
            throw Failures.WrongInput("--pause=ask needs a terminal to ask at: write a time, such as --pause=30s, or --stop-after=1.");
        }

        return new(
            asks ? null : ArgumentList.Time(pause ?? ""), asks, ArgumentList.Count(given.Text(ArgumentList.StopAfter) ?? ""));
    }
}
