using Ensembles.Inventories.Security;
using ZooKeeper.Configuration;

namespace Ensembles.Planning.QuorumModel;

/// <summary>The smallest change between two situations; a step is several of them.</summary>
internal abstract record Transition
{
    private Transition()
    {
    }

    /// <summary>What is the case right after it, for a sentence that begins with "once" .</summary>
    public abstract string Told { get; }

    internal sealed record Write(int Id, VotingView? View) : Transition
    {
        /// <summary>How it will speak to the others; null: as the inventory wants it in the end.</summary>
        public QuorumLink? Link { get; init; }

        public override string Told => $"the files of server {Id} are written";
    }

    /// <param name="Follows">
    /// It does not lead: of restarts that may change places, the leader is put off to the last (Rollout.NextAsync).
    /// </param>
    internal sealed record Stop(int Id, bool Follows = false) : Transition
    {
        public override string Told => $"server {Id} is stopped";
    }

    /// <summary>One that runs is left alone.</summary>
    /// <param name="Place">As <see cref="ModelServer.Place"/>, where the step says it.</param>
    internal sealed record Start(int Id, bool Initialize, string? Place = null) : Transition
    {
        public override string Told => $"server {Id} is started and does not follow yet";
    }

    /// <summary>It has copied the data; it has not been measured yet.</summary>
    internal sealed record Follow(int Id) : Transition
    {
        public override string Told => $"server {Id} serves";
    }

    /// <summary>A marker was acknowledged and read through it: earlier writes are held by a majority as well.</summary>
    internal sealed record Measure(int Id) : Transition
    {
        public override string Told => $"server {Id} has passed its gate";
    }

    /// <summary>Its data and files are gone from where a start would find them.</summary>
    internal sealed record Retire(int Id) : Transition
    {
        public override string Told => $"server {Id} is put aside";
    }

    /// <summary>It takes the certificates that were written, while it runs.</summary>
    internal sealed record Reread(int Id) : Transition
    {
        public override string Told => $"server {Id} has read its certificates anew";
    }

    internal sealed record Reconfigure(uint Joining, uint Leaving = 0) : Transition
    {
        /// <summary>Groups and weights of the configuration that it makes; null where voters are counted by heads.</summary>
        public QuorumRule? Rule { get; init; }

        public override string Told => "the reconfig is under way";
    }
}
