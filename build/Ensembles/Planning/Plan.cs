using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ensembles.Findings;
using Ensembles.Planning.QuorumModel;

namespace Ensembles.Planning;

/// <summary>
/// What a rollout will do and why, as a value: printed, checked, compared, then executed step by step. Made by
/// <see cref="Planner"/> from what was observed; an empty plan means that the ensemble is as its inventory wants it.
/// </summary>
public sealed record Plan
{
    public required Engine Engine { get; init; }

    /// <summary>Why this engine, in a sentence.</summary>
    public string EngineReason { get; init; } = "";

    /// <summary>In the order of execution; stages never go back.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>Why nothing may be done, each with its remedy. Steps are empty then.</summary>
    public ImmutableArray<Finding> Refusals { get; init; } = [];

    /// <summary>What the operator should know and decide for himself.</summary>
    public ImmutableArray<Finding> Warnings { get; init; } = [];

    /// <summary>What the model of quorums says of these steps; null for a plan without steps.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The verdict in a line; null for a plan without steps.</summary>
    public string? Proof => Verdict?.ToString();

    public bool IsRefused => !Refusals.IsEmpty;

    /// <summary>SHA-256 over what the steps do, in their order: two plans with the same one do the same.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Concat(Steps.Select(step => $"{step.Stage} {step.Signature}\n")))));

    /// <summary>The steps of one stage and of those before it.</summary>
    public IEnumerable<Step> UpTo(Stage stage) => Steps.Where(step => step.Stage <= stage);

    /// <summary>Its first steps are those that make another plan unsafe.</summary>
    internal bool BeginsAs(Plan unproved) => unproved.Verdict is Verdict.Unsafe { Steps: var many }
        && Steps.Take(many).Select(step => step.Signature).SequenceEqual(
            unproved.Steps.Take(many).Select(step => step.Signature));

    internal static Plan Refuse(params ImmutableArray<Finding> reasons) =>
        new() { Engine = Engine.None, Refusals = reasons };
}

/// <summary>The way in which members change.</summary>
public enum Engine
{
    /// <summary>No server joins or leaves.</summary>
    None,

    /// <summary>
    /// Joiners follow without a vote, then one conditional reconfig makes them participants (3.5.3 and later).
    /// </summary>
    Reconfig,

    /// <summary>Other lists by restarts, one server at a time (3.4, static ensembles).</summary>
    Rolling,

    /// <summary>All members stop and start with the new list.</summary>
    Cold,

    /// <summary>All joiners first, then restarts; only with a risk accepted by name.</summary>
    Jump,
}

/// <summary>The part of the target chain that a step belongs to.</summary>
public enum Stage
{
    StartNew,
    RollingRestart,
    Join,
    Leave,
}
