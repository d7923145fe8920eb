namespace Ensembles.Planning.QuorumModel;

/// <summary>What <see cref="SafetyProof"/> says of a plan.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>No reachable state loses an acknowledged write or has two leaders.</summary>
    /// <param name="States">How many states were checked.</param>
    /// <param name="Hole">
    /// What the release itself cannot promise on the way, with what bounds it; null where there is nothing to say.
    /// </param>
    public sealed record Safe(int States, string? Hole = null) : Verdict
    {
        /// <summary>How often the plan leaves no majority that could lead: so often clients wait.</summary>
        public int Interruptions { get; init; }

        public override string ToString() =>
            $"proved safe: {States} states, each with any one further server crashed, restarted or cut off";
    }

    /// <summary>Some reachable state is not safe.</summary>
    /// <param name="CounterExample">The first such state and what happens there, in a sentence.</param>
    /// <param name="Kind">
    /// What is at stake: <c>lost-writes</c> or <c>two-leaders</c>; null where no acceptance makes it right to go on.
    /// </param>
    public sealed record Unsafe(string CounterExample, string? Kind = null) : Verdict
    {
        /// <summary>So many steps, from the first on, bring it about, whatever comes after them.</summary>
        internal int Steps { get; init; }

        /// <summary>The same move by move.</summary>
        internal Trace? Trace { get; init; }

        public override string ToString() => CounterExample;
    }
}
