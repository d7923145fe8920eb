using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>One change of one server, or of the membership, and the gate behind it.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>The target that carries it out; stages of a plan never go back.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Why it stands here, for the operator.</summary>
    public required string Reason { get; init; }

    /// <summary>What it does: "start server 2".</summary>
    public abstract string Title { get; }

    /// <summary>The server it changes; null for the ensemble as a whole.</summary>
    public virtual int? ServerId => null;

    /// <summary>All that tells what it does from what another one does.</summary>
    internal string Signature => this switch
    {
        Restart again => $"{Title} {again.Gate} {Lines(again.Form)} {again.Link}",
        Start start => $"{Title} {start.Gate} {Lines(start.Form)} {start.Link}",
        Reread again => $"{Title} {Lines(again.Form)} {again.Link}",
        _ => Title,
    };

    /// <summary>While it is under way, what the server with this id is may change by it.</summary>
    public virtual bool Concerns(int id) => ServerId == id;

    /// <summary>How many steps, from one on, go at the same time: neighbours that say so, else the one alone.</summary>
    public static int GoTogether(IReadOnlyList<Step> steps, int from) => Math.Max(1, steps.Skip(from)
        .TakeWhile(step => step is Start { Together: true }).Count());

    /// <summary>
    /// The restarts in a row, from one step on, that may change places so that the leader comes last:
    /// those with the same list.
    /// </summary>
    internal static IEnumerable<Step> Exchangeable(IReadOnlyList<Step> steps, int from) => steps.Skip(from)
        .TakeWhile(step => step is Restart { InPlace: false } next && steps[from] is Restart first
            && IsSame(next.Form, first.Form) && next.Link == first.Link);

    private static string Lines(MembershipForm form) =>
        form is MembershipForm.Static list
            ? string.Join(' ', list.Servers.Select(line => $"{line} {line.Group} {line.Weight}")) : $"{form}";

    internal static bool IsSame(MembershipForm one, MembershipForm other) =>
        (one, other) is (MembershipForm.Static list, MembershipForm.Static twin)
            ? list.Servers.SequenceEqual(twin.Servers) : one.GetType() == other.GetType();

    /// <summary>Writes a server's files for a form of membership and starts it.</summary>
    /// <param name="Initialize">
    /// The server is empty and must vote: it is told so by the <c>initialize</c> file,
    /// which db.autocreate=false asks for (ZOOKEEPER-261).
    /// </param>
    /// <param name="Together">
    /// It may start at the same time as its neighbours in the plan: none of them votes, or together they are safe.
    /// </param>
    public sealed record Start(
        int Id, MembershipForm Form, Gate Gate, bool Initialize = false, bool Together = false) : Step
    {
        /// <inheritdoc cref="Restart.Link"/>
        public QuorumLink? Link { get; init; }

        public override string Title => $"start server {Id}";

        public override int? ServerId => Id;
    }

    /// <summary>Stops a server, swaps its files and starts it again, in one script on its host.</summary>
    /// <param name="Surviving">
    /// Ids of the participants of the new list; a majority of them must serve without this server before it is
    /// stopped. Empty where the old quorum dissolves with it anyway (one or two servers).
    /// </param>
    public sealed record Restart(int Id, MembershipForm Form, Gate Gate, RequiredQuorum Surviving) : Step
    {
        /// <summary>
        /// How it is to speak to the other servers from then on; null: as the inventory wants it in the end.
        /// </summary>
        public QuorumLink? Link { get; init; }

        /// <summary>
        /// It keeps its place among restarts even if it leads when its turn comes: another order comes to a stand.
        /// </summary>
        public bool InPlace { get; init; }

        /// <summary>
        /// Its process lives and does not answer: if SIGTERM does not end it and others serve, it is killed.
        /// </summary>
        public bool Hangs { get; init; }

        public override string Title => $"restart server {Id}";

        public override int? ServerId => Id;
    }

    /// <summary>
    /// Writes a server's key store or trust store, which it reads anew while it runs (sslQuorumReloadCertFiles,
    /// client.certReload), and waits until it shows what stands there.
    /// </summary>
    public sealed record Reread(int Id, MembershipForm Form) : Step
    {
        /// <inheritdoc cref="Restart.Link"/>
        public QuorumLink? Link { get; init; }

        public override string Title => $"renew certificates of server {Id}";

        public override int? ServerId => Id;
    }

    /// <summary>
    /// Adds servers to the membership and removes others by one conditional reconfig (ZooDefs.OpCode.reconfig).
    /// </summary>
    public sealed record Reconfigure(ImmutableArray<ServerLine> Joining) : Step
    {
        /// <summary>
        /// The whole list that it makes, where ZooKeeper takes nothing less: it refuses to add and to remove where
        /// quorums are hierarchical (PrepRequestProcessor). Empty otherwise.
        /// </summary>
        public ImmutableArray<ServerLine> Members { get; init; } = [];

        /// <summary>Members that get another role, group or weight.</summary>
        public ImmutableArray<ServerLine> Changed { get; init; } = [];

        /// <summary>Ids of those that are members no longer after it; they run on, without a vote.</summary>
        public ImmutableArray<int> Leaving { get; init; } = [];

        public override string Title => "reconfig: " + string.Join(", ",
        [
            .. Part("add", [.. Joining.Select(line => (int)line.Id)]), .. Part("remove", Leaving),
            .. Part("change", [.. Changed.Select(line => (int)line.Id)]),
        ]);

        private static IEnumerable<string> Part(string verb, ImmutableArray<int> ids) =>
            ids.IsEmpty ? [] : [$"{verb} {(ids.Length == 1 ? "server" : "servers")} {string.Join(", ", ids)}"];

        public override bool Concerns(int id) =>
            Joining.Concat(Changed).Any(line => line.Id == id) || Leaving.Contains(id);
    }

    /// <summary>
    /// Restarts a server that is to leave, should it lead when the step comes: a server that stays must follow one that
    /// stays, since votes for a server that is not in the own list are ignored (FastLeaderElection.validVoter).
    /// </summary>
    /// <param name="Surviving">Ids of the other participants in force; a majority must serve without it.</param>
    public sealed record Yield(Server Leaver, RequiredQuorum Surviving) : Step
    {
        /// <summary>
        /// Also where it does not lead: its files say otherwise than it runs, and what follows is proved for what they say.
        /// Default false.
        /// </summary>
        public bool Always { get; init; }

        public override string Title => Always
            ? $"restart server {Leaver.Id} while another leads" : $"move leadership off server {Leaver.Id} if it leads";

        public override int? ServerId => Leaver.Id;
    }

    /// <summary>
    /// Stops a server that is no member any more and moves its data and its zoo.cfg aside on its host, so that it is
    /// not started by mistake. Nothing is deleted. Behind it those that stay acknowledge a marker.
    /// </summary>
    /// <param name="Leaver">With its own place: another server may take its id over.</param>
    public sealed record Retire(Server Leaver) : Step
    {
        /// <summary>Why it stands at the end of a change.</summary>
        internal const string NotNeeded = "no list names it any more: no server needs it";

        /// <summary>
        /// Of one that still is a member, since another takes its id over: ids of the other participants, of which a
        /// majority must serve without it.
        /// </summary>
        public RequiredQuorum Surviving { get; init; } = [];

        public override string Title => $"stop server {Leaver.Id} and put its data aside";

        public override int? ServerId => Leaver.Id;
    }

    /// <summary>Stops all members and starts those that stay with a new list, all at the same time.</summary>
    /// <param name="Stopped">Every server that runs.</param>
    /// <param name="Started">Of these, and of those that were down, who comes back.</param>
    public sealed record Cold(
        ImmutableArray<int> Stopped, ImmutableArray<int> Started, MembershipForm Form,
        ImmutableArray<Server> Leavers) : Step
    {
        public override string Title => Stopped.IsEmpty
            ? $"start servers {string.Join(", ", Started)} together"
            : $"stop servers {string.Join(", ", Stopped)}, start {string.Join(", ", Started)} together";

        public override bool Concerns(int id) =>
            Stopped.Contains(id) || Started.Contains(id) || Leavers.Any(leaver => leaver.Id == id);
    }
}

/// <summary>What must be measured before the next step.</summary>
public enum Gate
{
    /// <summary>The process lives and its election port listens; it cannot serve before others come.</summary>
    Waits,

    /// <summary>
    /// It leads or follows, and a marker written through the ensemble is read through it after a sync.
    /// </summary>
    Serves,

    /// <summary>As <see cref="Serves"/>, and the ensemble is a dynamic one: its configuration has a version.</summary>
    ServesDynamic,
}
