using System.Globalization;
using Ensembles.Planning;
using Suite.Runs;

namespace Suite.Workflows;

/// <summary>The age by which a restart that was ended tells whom it has restarted from whom it has not.</summary>
internal static class RestartTime
{
    // A coarser unit is easier to read, and may cost so much of the time in which the command can be given.
    private const double Kept = 0.9;

    private static readonly (char Letter, TimeSpan Length)[] Units =
    [
        ('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1)),
    ];

    /// <summary>
    /// As <c>--older-than</c> takes it: the age of the youngest process that is still to be restarted, so that it holds for
    /// as long as possible. Null where nobody was restarted because an operator wanted it.
    /// </summary>
    public static string? Of(RunRecord account)
    {
        var steps = account.Steps;
        if (!account.Asked.Target.Equals("Restart", StringComparison.OrdinalIgnoreCase) || account.Plan is null || steps.IsEmpty)
        {
            return null;
        }

        var done = steps.Where(step => step.Failure is null).Select(step => step.Step).OfType<Step.Restart>().Select(step => step.Id);
        var wanted = account.Plan.Steps.OfType<Step.Restart>().Select(step => step.Id).ToHashSet();
        var left = wanted.Except(done).ToHashSet() is { Count: > 0 } some ? some : wanted;
        var youngest = account.Before.Where(server => left.Contains(server.Id)).Min(server => server.Uptime);
        return youngest is null ? null : Text(youngest.Value, account.Elapsed - steps.Min(step => step.Started));
    }

    /// <param name="age">Of the youngest that is left, before the first step.</param>
    /// <param name="since">The first step: nobody that was restarted is older.</param>
    internal static string Text(TimeSpan age, TimeSpan since)
    {
        var (letter, length) = Units.First(unit => unit.Letter == 's'
            || Math.Floor((age + since) / unit.Length) * unit.Length - since > age * Kept);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((age + since) / length):0}{letter}");
    }
}
