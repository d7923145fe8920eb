using Ensembles.Findings;
using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Ensembles.Membership;

/// <summary>
/// What to do where trees compete: who is kept is said first, and by what it holds. The operator is never told to stop or to
/// move aside the server that holds more.
/// </summary>
public static class DataAdvice
{
    /// <summary>Several servers lead: who they are, what each holds, and the way out.</summary>
    /// <param name="leaders">Two or more.</param>
    /// <param name="servers">All, for those that follow.</param>
    public static Finding OfLeaders(IReadOnlyList<ServerState> leaders, IReadOnlyList<ServerState> servers) =>
        Finding.Refusal(RefusalCodes.SeveralLeaders, null,
            $"{Ids(leaders)} lead at the same time, each with a tree of its own: " +
            string.Join("; ", leaders.Select(leader => Told(leader))) + ".",
            Advice(leaders, servers) + " Do not restart any server before that.");

    /// <summary>Several servers are alone, each with data of its own.</summary>
    /// <param name="servers">Two or more.</param>
    public static Finding OfAlone(IReadOnlyList<ServerState> servers)
    {
        var most = servers.FirstOrDefault(server => servers.All(other =>
            other == server || server.Data.IsClearlyMoreThan(other.Data)));
        var others = servers.Where(server => server != most).ToList();
        return Finding.Refusal(RefusalCodes.SeveralAlone, null,
            $"{Ids(servers)} each have data of their own and no list of members; only one ensemble can " +
            $"survive: {string.Join("; ", servers.Select(Told))}.", most is null
                ? "Which of them is right cannot be told from what they hold: compare their trees, then stop the " +
                    $"others, move their data and zoo.cfg aside, delete nothing ({Aside(others[^1])}), and run " +
                    "this again."
                : Keep([most], most, others));
    }

    /// <summary>A server that is no member holds data: whether they may be moved aside.</summary>
    public static string OfStray(ServerState stray, IReadOnlyList<ServerState> members)
    {
        var most = members.OrderByDescending(member => member.Data.Znodes ?? 0).ThenByDescending(
            member => member.Data.Bytes).FirstOrDefault();
        return most is null || !stray.Data.IsClearlyMoreThan(most.Data)
            ? $"Keep {Ids(members, capital: false)}" +
                (most is null ? "" : $": server {most.Id} holds {most.Data}") +
                $". See whose data server {stray.Id} has ({stray.Data}), then move them aside: on " +
                $"{stray.Server.Host} {Aside(stray)}."
            : $"Keep server {stray.Id}: it holds {stray.Data}, and server {most.Id} only {most.Data}. Move nothing " +
                "before you know whose data these are: should they be the right ones, they are to be what the " +
                "ensemble starts from (--target=Restore with a copy of them).";
    }

    /// <summary>A server that is down holds newer transactions than the leader, or those of a later epoch.</summary>
    public static string OfNewer(ServerState down, ServerState leader) => down.Data.IsClearlyMoreThan(leader.Data)
        ? $"keep server {down.Id}: it holds {down.Data}, and server {leader.Id}, which serves, {leader.Data}. Start " +
            "and move nothing before you know which of them is right"
        : $"keep server {leader.Id}: it holds {leader.Data}. See whose data server {down.Id} has ({down.Data}), then " +
            $"move them aside: {Aside(down)}";

    /// <summary>
    /// The commands that move a server's data aside, and its zoo.cfg, so that it is not started empty by mistake; all of
    /// it can be moved back. What is not there is left out: one command that fails would keep the others from being done.
    /// </summary>
    public static string Aside(ServerState server)
    {
        var paths = server.Server.Paths;
        return string.Join(" && ", new[] { paths.Data, paths.DataLog }.Distinct()
            .Where(folder => folder != server.MissingFolder).Select(folder => $"{folder}/version-2")
            .Concat(server.LacksConfigFile ? [] : [$"{paths.Config}/{paths.ConfigFile}"])
            .Select(path => $"mv {path} {path}.aside"));
    }

    /// <summary><c>server 1 runs alone and holds 305 znodes …</c></summary>
    public static string Told(ServerState server) =>
        $"server {server.Id} {Role(server)} and holds {server.Data}";

    /// <summary><c>server 1</c>, <c>servers 2 and 3</c></summary>
    public static string Ids(IEnumerable<ServerState> servers, bool capital = true)
    {
        var ids = servers.Select(server => server.Id).Order().ToList();
        return (capital ? "S" : "s") + "erver" + (ids.Count == 1 ? $" {ids[0]}"
            : $"s {string.Join(", ", ids.SkipLast(1))} and {ids[^1]}");
    }

    private static string Advice(IReadOnlyList<ServerState> leaders, IReadOnlyList<ServerState> servers)
    {
        var most = HistoryAdvice.Known(leaders) ?? leaders.FirstOrDefault(leader => leaders.All(other =>
            other == leader || leader.Data.IsClearlyMoreThan(other.Data)));
        if (most is null || leaders.Any(other => other != most && other.Data.IsClearlyMoreThan(most.Data)))
        {
            return "Which of them is right cannot be told from what they hold: compare their trees through the client " +
                "port of each. Then stop the servers of the other one, move their data and zoo.cfg aside, delete nothing " +
                $"({Aside(leaders[^1])}), and run this again.";
        }

        // A standalone server has no followers: a follower belongs to one of the others.
        var own = Follow(most, leaders, servers);
        var others = servers.Where(server => server.Running && server != most && !own.Contains(server)).ToList();
        return Keep([most, .. own], most, others);
    }

    /// <summary>Who is kept and why, who is stopped, and the commands that move their data aside.</summary>
    internal static string Keep(
        IEnumerable<ServerState> kept, ServerState most, IReadOnlyCollection<ServerState> others) =>
        $"Keep {Ids(kept, capital: false)}: server {most.Id} holds {most.Data}. " +
        $"Stop {Ids(others, capital: false)}, which {(others.Count == 1 ? "holds" : "hold")} less, and move " +
        $"{(others.Count == 1 ? "its" : "their")} data aside, then run this again: " +
        string.Join("; ", others.Select(server => $"on {server.Server.Host} {Aside(server)}")) + ".";

    private static List<ServerState> Follow(
        ServerState leader, IReadOnlyList<ServerState> leaders, IReadOnlyList<ServerState> servers) =>
        leader.Mode == ServerMode.Standalone ? []
        :
        [
            .. servers.Where(server => server is { Serving: true, Leads: false }
                && (leaders.All(other => other == leader || other.Mode == ServerMode.Standalone)
                    || server.Data.Newest.Epoch == leader.Data.Newest.Epoch)),
        ];

    private static string Role(ServerState server) => server.Mode switch
    {
        ServerMode.Standalone => "runs alone",
        ServerMode.Leader => "leads",
        ServerMode.Follower => "follows",
        _ => server.Running ? "runs" : "is down",
    };
}
