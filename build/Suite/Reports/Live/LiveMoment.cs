using System.Collections.Immutable;
using Ensembles.Witnessing;
using Suite.Terminals;

namespace Suite.Reports.Live;

/// <summary>What a live view shows at one moment.</summary>
internal sealed record LiveMoment
{
    public required string Doing { get; init; }

    /// <summary>Of what is done, all its steps together.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Of the whole plan; 0 without one.</summary>
    public int StepCount { get; init; }

    /// <summary>Under way.</summary>
    public ImmutableArray<LiveStep> Steps { get; init; } = [];

    public WitnessFigures? Clients { get; init; }

    /// <summary>What goes where, and how fast.</summary>
    public ImmutableArray<(string Title, string Figures)> Transfers { get; init; } = [];

    public ImmutableArray<LiveServer> Servers { get; init; } = [];
}

/// <param name="Number">In the plan, from 1; 0 where it is not in it.</param>
/// <param name="Awaits">What its gate waits for; null before.</param>
internal sealed record LiveStep(int Number, string Title, TimeSpan Elapsed, string? Awaits);

/// <param name="Role">As <see cref="Wording"/> writes it, or <c>down</c>.</param>
/// <param name="WasUp">It has been seen to answer before: if it is down now, it was stopped.</param>
internal sealed record LiveServer(int Id, string Address, string Role, string Zxid, string Version, bool WasUp = true);
