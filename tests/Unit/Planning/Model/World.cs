using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Unit.Planning.Model;

/// <summary>
/// Servers that do what steps make them do, whole or cut short, and look to the planner as real ones do.
/// </summary>
internal sealed partial class World(IEnumerable<ServerState> servers)
{
    private readonly Dictionary<int, ServerState> servers = servers.ToDictionary(server => server.Id);

    /// <summary>Servers whose id is another's by now.</summary>
    private readonly List<ServerState> former = [];

    /// <summary>Those of an inventory.</summary>
    public ServerState[] States(Inventory inventory) =>
    [
        .. inventory.Servers.OrderBy(wanted => wanted.Id).Select(wanted =>
            servers.TryGetValue(wanted.Id, out var server) && IsAt(wanted, server)
                ? server with { Server = wanted } : Given.Empty(wanted.Id) with { Server = wanted }),
    ];

    /// <summary>
    /// As the suite finds them: members by the configuration in force, and those of before that are still there.
    /// </summary>
    public ImmutableArray<ServerState> Leavers(Inventory inventory)
    {
        var members = CurrentMembership.Of(inventory, States(inventory)).Members;
        return [.. servers.Values.Concat(former).Where(server => !inventory.Servers.Any(wanted => IsAt(wanted, server))
            && (members.Names(server.Server.Line()) || server.Running || server.HasData))
            .DistinctBy(server => server.Id)];
    }

    private static bool IsAt(Server wanted, ServerState server) =>
        MemberList.SameAddress(wanted.Line(), server.Server.Line());

    /// <summary>One state for each id, as a plan starts from them.</summary>
    public IReadOnlyList<ServerState> AllStates(Inventory inventory) =>
        PlanningContext.Of(inventory, States(inventory), Leavers(inventory)).All;

    /// <summary>What is left to do.</summary>
    public Plan Plan(Inventory inventory, Strategy strategy = Strategy.Auto) =>
        Planner.Make(inventory, States(inventory), Leavers(inventory), new() { Strategy = strategy });

    public int Size => servers.Count;

    public World Copy()
    {
        var copy = new World(servers.Values);
        copy.former.AddRange(former);
        copy.leaderless.UnionWith(leaderless);
        return copy;
    }

    public bool Runs(int id) => servers.TryGetValue(id, out var server) && server.Running;

    public bool Serves(int id) => servers.TryGetValue(id, out var server) && server.Serving;

    /// <summary>
    /// The steps one after the other, as a rollout takes them: of restarts in a row the leader's last.
    /// </summary>
    public IEnumerable<Step> InOrder(Plan plan)
    {
        for (var rest = plan.Steps; !rest.IsEmpty;)
        {
            var next = Step.Exchangeable(rest, 0).FirstOrDefault(step =>
                servers[step.ServerId!.Value].Mode is not (ServerMode.Leader or ServerMode.Standalone)) ?? rest[0];
            rest = rest.Remove(next);
            yield return next;
        }
    }

    /// <summary>Carries a step out as far as its tool lives.</summary>
    public void Take(Step step, Reach reach = Reach.Passed)
    {
        switch (step)
        {
            case Step.Start start:
                Begin(start.Id, start.Form, start.Gate, reach, stops: false);
                break;
            case Step.Restart again:
                Begin(again.Id, again.Form, again.Gate, reach, stops: true);
                break;
            case Step.Reconfigure change when reach == Reach.Passed:
                Promote(change);
                break;
            case Step.Yield yield when reach == Reach.Passed
                && (yield.Always || servers[yield.Leaver.Id].Mode == ServerMode.Leader):
                Yield(servers[yield.Leaver.Id]);
                break;
            case Step.Retire retire when reach >= Reach.Stopped:
                servers[retire.Leaver.Id] = reach == Reach.Passed
                    ? Given.Empty(retire.Leaver.Id) with { Server = retire.Leaver }
                    : servers[retire.Leaver.Id] with { Running = false, Mode = null, Version = null, OnDiskConfig = null };
                Elect();
                break;
            case Step.Cold cold when reach >= Reach.Stopped:
                Freeze(cold, reach);
                break;
        }
    }

    /// <summary>A process ends by itself; the others elect anew.</summary>
    public void Die(int id)
    {
        servers[id] = servers[id].Down();
        Elect();
    }

    private void Freeze(Step.Cold cold, Reach reach)
    {
        foreach (var id in cold.Stopped.Concat(cold.Leavers.Select(leaver => leaver.Id)))
        {
            servers[id] = servers[id] with { Running = false, Mode = null, Version = null, OnDiskConfig = null };
        }

        foreach (var id in reach == Reach.Stopped ? [] : cold.Started)
        {
            servers[id] = servers[id] with
            {
                RunningConfig = InForceOf(cold.Form, servers[id]),
                OnDiskConfig = null,
                Running = true,
                Mode = reach == Reach.Passed ? ServerMode.Follower : ServerMode.NotServing,
            };
        }

        Elect();
    }

    private void Begin(int id, MembershipForm form, Gate gate, Reach reach, bool stops)
    {
        var before = Sit(id, form);
        if (reach == Reach.Written)
        {
            // What a running server runs with is not what its file says now.
            servers[id] = before.Running ? before with { OnDiskConfig = InForceOf(form, before) }
                : before with { RunningConfig = InForceOf(form, before) };
            return;
        }

        var down = before with
        {
            Running = false, Mode = null, Version = null, OnDiskConfig = null, RunningConfig = InForceOf(form, before),
            IsForeignStart = false, Hangs = false, Process = null, Outdated = false,
        };
        servers[id] = reach == Reach.Stopped && stops
            ? down : down with { Running = true, Mode = ServerMode.NotServing };
        if (reach == Reach.Passed && gate != Gate.Waits)
        {
            Serve(id, gate);
        }
        else
        {
            Elect();
        }
    }

    /// <summary>Whoever has this id at the place that its list names.</summary>
    private ServerState Sit(int id, MembershipForm form)
    {
        ServerLine[] lines = form switch
        {
            MembershipForm.Static list => [.. list.Servers],
            MembershipForm.DynamicInitial list => [.. list.Servers],
            _ => [],
        };
        if (Array.Find(lines, line => line.Id == id) is not { } own)
        {
            return servers[id];
        }

        if (servers.TryGetValue(id, out var server))
        {
            if (MemberList.SameAddress(server.Server.Line(), own))
            {
                return server;
            }

            former.Add(server);
        }

        return servers[id] = Given.Empty(id) with
        {
            Server = Given.Server(id) with { Host = own.Host, Role = own.Role },
        };
    }

    /// <summary>It follows whoever leads, or leads itself with those that waited for it.</summary>
    private void Serve(int id, Gate gate)
    {
        var list = CurrentMembership.ListOf(servers[id])!;
        foreach (var peer in servers.Values
            .Where(peer => peer.Mode == ServerMode.NotServing && list.Contains(peer.Id)).ToList())
        {
            servers[peer.Id] = peer with { Mode = ServerMode.Follower, HasData = true, Outdated = false };
        }

        Elect();
        if (gate == Gate.ServesDynamic)
        {
            Version();
        }

        if (servers[id].RunningConfig is RunningConfig.Dynamic
            && servers.Values.Any(peer => peer.RunningConfig is RunningConfig.Dynamic { Members.Version: > 0 }))
        {
            var led = servers.Values.First(peer => peer.RunningConfig is RunningConfig.Dynamic { Members.Version: > 0 }).RunningConfig;
            servers[id] = servers[id] with { RunningConfig = led };
        }

        var members = servers.Values.Where(peer => peer.HasData).ToList();
        if (members.TrueForAll(peer => peer.RunningConfig is RunningConfig.Dynamic)
            && members.Exists(peer => peer.RunningConfig is RunningConfig.Dynamic { Members.Version: null }))
        {
            Version();
        }
    }

    private void Version()
    {
        foreach (var server in servers.Values.Where(server => server.RunningConfig is RunningConfig.Dynamic).ToList())
        {
            var list = ((RunningConfig.Dynamic)server.RunningConfig).Members;
            servers[server.Id] = server with { RunningConfig = Kept(list) };
        }
    }

    private void Promote(Step.Reconfigure change)
    {
        ServerLine[] joining = [.. change.Joining, .. change.Changed];
        int[] leaving = [.. change.Leaving, .. change.Changed.Select(line => (int)line.Id)];
        var old = servers.Values.Select(server => server.RunningConfig).OfType<RunningConfig.Dynamic>()
            .First(list => list.Members.Version > 0).Members.Servers.Values;
        var list = EnsembleConfiguration.Of([.. old.Where(line => !leaving.Contains((int)line.Id)), .. joining]);
        list = change.Members.IsEmpty ? list : EnsembleConfiguration.Of(change.Members);
        foreach (var server in servers.Values.Where(server => server.Running).ToList())
        {
            servers[server.Id] = server with { RunningConfig = Kept(list) };
        }

        Elect();
    }

    private static RunningConfig.Dynamic Kept(EnsembleConfiguration list) =>
        new RunningConfig.Dynamic(list with { Version = 0x100000000 }, new("/etc/zookeeper/zoo.cfg.dynamic.100000000"));

    private static RunningConfig InForceOf(MembershipForm form, ServerState before) => form switch
    {
        MembershipForm.Static list => new RunningConfig.Static(EnsembleConfiguration.Of(list.Servers)),
        MembershipForm.DynamicInitial list =>
            new RunningConfig.Dynamic(EnsembleConfiguration.Of(list.Servers), new("/etc/zookeeper/zoo.cfg.dynamic")),
        MembershipForm.Standalone => new RunningConfig.Alone(),
        _ => before.RunningConfig,
    };
}

/// <summary>How far a step came.</summary>
internal enum Reach
{
    Written,
    Stopped,
    Started,
    Passed,
}
