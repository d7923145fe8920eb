using System.Collections.Immutable;

namespace Suite.Arguments;

/// <summary>
/// The targets that have a use for an argument. With others it is a slip: what it asks for would not be done. A target that
/// runs one of them before itself has the same use for it.
/// </summary>
/// <param name="Targets">
/// Names, and a name with the argument without which it has no use for this one, as in <c>Plan --for=Restart</c>.
/// </param>
internal sealed record ArgumentUse(params ImmutableArray<string> Targets)
{
    /// <summary>Before the description in the help.</summary>
    public string Label { get; init; } = string.Join(", ", Targets);

    /// <summary>All targets but these.</summary>
    public bool IsReversed { get; init; }

    public static ArgumentUse OnEnsembles { get; } = new("Adopt", "Test") { IsReversed = true, Label = "" };

    /// <summary>What carries out a plan.</summary>
    public static ArgumentUse Changes { get; } = new(
        "Expand", "Distribute", "StartNew", "RollingRestart", "Join", "Shrink", "Replace", "Upgrade", "Restart", "Rollback")
    {
        Label = "Changes",
    };

    /// <summary>What may restart, start or stop a server.</summary>
    public static ArgumentUse Steps { get; } = Changes with { Targets = Changes.Targets.Remove("Distribute") };

    public static ArgumentUse Planned { get; } = Changes with { Targets = ["Plan", .. Changes.Targets], Label = "Plan, changes" };

    public static ArgumentUse Risky { get; } =
        Changes with { Targets = ["Plan", .. Changes.Targets, "Recover"], Label = "Plan, changes, Recover" };

    /// <summary>What ends with a verification.</summary>
    public static ArgumentUse Verified { get; } = new(
        "Verify", "Expand", "Shrink", "Replace", "Upgrade", "Restart", "Rollback", "Deploy", "Restore", "Recover")
    {
        Label = "Verify, and what ends with it",
    };

    /// <summary>What takes servers out.</summary>
    public static ArgumentUse Leaving { get; } = new("Shrink", "Replace", "Rollback");

    public static ArgumentUse Restart { get; } = new("Restart", "Plan --for=Restart");

    public static ArgumentUse Plan { get; } = new("Plan");

    public static ArgumentUse Status { get; } = new("Status");

    public static ArgumentUse Answers { get; } = new("Plan", "Status");

    public static ArgumentUse Backup { get; } = new("Backup");

    public static ArgumentUse OfBackup { get; } = new("Restore", "Backup --drill");

    public static ArgumentUse Down { get; } = new("Down");

    public static ArgumentUse Purge { get; } = new("Down --purge");

    public static ArgumentUse Adopt { get; } = new("Adopt");

    public static ArgumentUse Test { get; } = new("Test");

    /// <summary>In words, e.g. <c>Restart and Plan --for=Restart</c>.</summary>
    public override string ToString() => (IsReversed ? "all targets but " : "") + (Targets.Length == 1
        ? Targets[0] : $"{string.Join(", ", Targets[..^1])} and {Targets[^1]}");

    /// <param name="targets">Those that run.</param>
    /// <param name="given">The values of an argument by its name.</param>
    public bool Includes(IReadOnlyCollection<string> targets, Func<string, IReadOnlyCollection<string>> given) =>
        IsReversed ? targets.Any(target => !Targets.Contains(target)) : Targets.Any(use => use.Split(" --", 2) switch
        {
            [var target, var needed] => targets.Contains(target)
                && needed.Split('=', 2) is [var name, ..] parts && given(name).Contains(parts is [_, var value] ? value : "true"),
            _ => targets.Contains(use),
        });
}
