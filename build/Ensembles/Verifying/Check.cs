using System.Collections.Immutable;
using Ensembles.Findings;

namespace Ensembles.Verifying;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What must hold, in two or three words; the same from run to run.</param>
/// <param name="Evidence">What was seen, with figures, in one sentence.</param>
/// <param name="Details">One line each for what is wrong, or worth knowing; at most some dozens.</param>
public sealed record Check(string Name, CheckOutcome Outcome, string Evidence, ImmutableArray<string> Details)
{
    /// <summary>What kind of finding it is; null where nothing is wrong.</summary>
    public FindingCode? Code { get; init; }

    /// <summary>What is wrong or worth a look; null where nothing is.</summary>
    public Finding? Finding => Code is not { } code ? null : new(
        code, Outcome == CheckOutcome.Failed ? FaultSeverity.Error : FaultSeverity.Warning, Subject.Ensemble,
        $"{Name}: {Evidence}", code.Remedy);

    internal static Check Passed(string name, string evidence, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Passed, evidence, [.. details]);

    internal static Check Failed(
        FindingCode code, string name, string evidence, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Failed, evidence, [.. details]) { Code = code };

    internal static Check Warning(
        FindingCode code, string name, string evidence, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Warning, evidence, [.. details]) { Code = code };

    internal static Check Skipped(string name, string reason, params IEnumerable<string> details) =>
        new(name, CheckOutcome.Skipped, reason, [.. details]);

    public override string ToString() => $"{Outcome}: {Name}: {Evidence}";
}

public enum CheckOutcome
{
    Passed,
    Failed,

    /// <summary>Nothing is proved wrong, but a person should look.</summary>
    Warning,

    /// <summary>Not looked at; the evidence says why.</summary>
    Skipped,
}
