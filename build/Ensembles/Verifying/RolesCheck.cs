using System.Collections.Immutable;
using Ensembles.Findings;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>Exactly one leader; every other server follows or observes, as its role wants.</summary>
internal static class RolesCheck
{
    private const string Name = "one leader";

    public static Check Of(ImmutableArray<StatusReading> servers)
    {
        var leaders = servers
            .Where(server => server.Status?.Mode is ServerMode.Leader or ServerMode.Standalone).ToList();
        var faults = servers.Select(server => Fault(server, servers.Length == 1)).OfType<string>().ToList();
        return (leaders, faults) switch
        {
            ([var leader], []) => Check.Passed(Name, Describe(leader, servers)),
            ([_, _, ..], _) => Check.Failed(
                CheckCodes.SeveralLeaders, Name, $"{leaders.Count} servers lead: {List(leaders)}",
                [.. faults, "Two leaders at once: do not restart anything. --target=Status says who holds what, and who is kept."]),
            ([], _) => Check.Failed(CheckCodes.NoLeader, Name, "no server leads", faults),
            _ => Check.Failed(CheckCodes.WrongRole,
                Name, $"{Describe(leaders[0], servers)}, but not all is as it should be", faults),
        };
    }

    private static string? Fault(StatusReading server, bool single) => (server.Status?.Mode, server.Target.Role) switch
    {
        (null, _) => $"{server.Target} does not answer: {server.Fault}",
        (ServerMode.NotServing, _) => $"{server.Target} runs but does not serve: it has no leader, or no data yet",
        (ServerMode.Leader or ServerMode.Follower, Role.Participant) => null,
        (ServerMode.Observer, Role.Observer) => null,
        (ServerMode.Standalone, _) when single => null,
        (ServerMode.Standalone, _) =>
            $"{server.Target} serves alone: it does not run with the ensemble's configuration",
        (var mode, var role) => $"{server.Target} is {Word(mode.Value)}, but should be {Word(role)}",
    };

    private static string Describe(StatusReading leader, ImmutableArray<StatusReading> servers)
    {
        var parts = new List<string>
        {
            leader.Status!.Mode == ServerMode.Standalone
                ? $"server {leader.Target.Id} serves alone" : $"server {leader.Target.Id} leads",
        };
        Add("follows", "follow", ServerMode.Follower);
        Add("observes", "observe", ServerMode.Observer);
        return string.Join(", ", parts);

        void Add(string one, string many, ServerMode mode)
        {
            var some = servers.Where(server => server.Status?.Mode == mode).ToList();
            if (some.Count > 0)
            {
                parts.Add($"{List(some)} {(some.Count == 1 ? one : many)}");
            }
        }
    }

    private static string List(IEnumerable<StatusReading> servers) =>
        string.Join(", ", servers.Select(server => server.Target.Id));

    private static string Word(ServerMode mode) => mode switch
    {
        ServerMode.Leader => "the leader",
        ServerMode.Follower => "a follower",
        ServerMode.Observer => "an observer",
        ServerMode.ReadOnly => "read-only (cut off from a quorum)",
        _ => mode.ToString(),
    };

    private static string Word(Role role) => role == Role.Observer ? "an observer" : "a leader or follower";
}
