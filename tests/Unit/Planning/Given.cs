using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Unit.Planning;

/// <summary>Ensembles as planning sees them.</summary>
internal static class Given
{
    public static Inventory Inventory(int servers, MembershipKind membership, string version = "3.9.3") => new()
    {
        Ensemble = "test",
        File = "test.yml",
        Release = new() { Version = new(version) },
        Membership = membership,
        Connection = new() { Kind = ConnectionKind.Local },
        InstallPath = "/opt/zookeeper",
        Service = new ServiceSpec.ZkServer(),
        Settings = new(ImmutableSortedDictionary<string, string>.Empty)
        {
            TickTime = 2000, InitLimit = 10, SyncLimit = 5,
        },
        Java = new() { Heap = "1g", Flags = [] },
        Superuser = membership == MembershipKind.Dynamic ? new("secret") : null,
        Servers = [.. Enumerable.Range(1, servers).Select(Server)],
    };

    public static Server Server(int id) => new()
    {
        Id = id,
        Host = $"10.0.0.{id}",
        Ports = new(2181, 2888, 3888, 8080),
        Role = Role.Participant,
        Paths = new("/etc/zookeeper", "/var/lib/zookeeper", "/var/lib/zookeeper", "/var/log/zookeeper"),
    };

    public static EnsembleConfiguration List(params int[] ids) =>
        new(ids.ToImmutableSortedDictionary(id => (long)id, id => Server(id).Line()), null);

    public static RunningConfig Static(params int[] ids) => new RunningConfig.Static(List(ids));

    public static RunningConfig Dynamic(params int[] ids) =>
        new RunningConfig.Dynamic(List(ids) with { Version = 0x100000000 }, new("/etc/zookeeper/zoo.cfg.dynamic.100000000"));

    public static ServerState Empty(int id) => new()
    {
        Server = Server(id),
        Running = false,
        HasData = false,
        RunningConfig = new RunningConfig.Nothing(),
        Outdated = false,
    };

    public static ServerState Alone(int id = 1) =>
        Empty(id) with { Running = true, Mode = ServerMode.Standalone, HasData = true, RunningConfig = new RunningConfig.Alone() };

    public static ServerState Leads(int id, RunningConfig inForce) =>
        Follows(id, inForce) with { Mode = ServerMode.Leader };

    public static ServerState Follows(int id, RunningConfig inForce) =>
        Empty(id) with { Running = true, Mode = ServerMode.Follower, HasData = true, RunningConfig = inForce };

    public static ServerState Down(this ServerState server) => server with { Running = false, Mode = null };

    /// <summary>
    /// The steps in a form that reads like the plan: <c>start 2</c>, <c>restart 1</c>, <c>reconfig 2,3</c>.
    /// </summary>
    public static string[] Lines(this Plan plan) => [.. plan.Steps.Select(Line)];

    public static string Line(Step step) => step switch
    {
        Step.Start start => $"start {start.Id}" + (start.Initialize ? " initialize" : "")
            + (start.Gate == Gate.Waits ? " waits" : ""),
        Step.Restart restart => $"restart {restart.Id}",
        Step.Reconfigure change => "reconfig " + string.Join(" ", [
            .. change.Joining.IsEmpty ? (string[])[] : [string.Join(",", change.Joining.Select(line => line.Id))],
            .. change.Leaving.IsEmpty ? (string[])[] : [$"-{string.Join(",", change.Leaving)}"]]),
        Step.Yield yield => $"yield {yield.Leaver.Id}{(yield.Always ? " always" : "")}",
        Step.Retire retire => $"retire {retire.Leaver.Id}",
        Step.Cold cold => $"cold {string.Join(",", cold.Stopped)} to {string.Join(",", cold.Started)}",
        _ => step.Title,
    };
}
