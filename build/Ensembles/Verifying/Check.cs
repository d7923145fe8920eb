using System.Collections.Immutable;

namespace Ensembles.Verifying;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What must hold, in two or three words; the same from run to run.</param>
/// <param name="Evidence">What was seen, with figures, in one sentence.</param>
/// <param name="Details">One line each for what is wrong, or worth knowing; at most some dozens.</param>
public sealed record Check(string Name, CheckOutcome Outcome, string Evidence, ImmutableArray<string> Details)
{
    internal static Check Passed(string name, string evidence, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Passed, evidence, [.. details]);

    internal static Check Failed(string name, string evidence, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Failed, evidence, [.. details]);

    internal static Check Warning(string name, string evidence, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Warning, evidence, [.. details]);

    internal static Check Skipped(string name, string reason, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Skipped, reason, [.. details]);

    public override string ToString() => $"{Outcome}: {Name}: {Evidence}";
}

public enum CheckOutcome
{
    Passed,
    Failed,

    /// <summary>Nothing is proved wrong, but somebody should look.</summary>
    Warning,

    /// <summary>Not looked at; the evidence says why.</summary>
    Skipped,
}
