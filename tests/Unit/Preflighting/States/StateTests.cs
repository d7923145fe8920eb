using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Preflight;
using Ensembles.Preflight.States;
using Unit.Observing;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Preflighting.States;

/// <summary>Which states of servers keep a rollout from beginning, and which do not.</summary>
public sealed class StateTests
{
    private static readonly RunningConfig Three = Given.Static(1, 2, 3);

    [Test]
    public void A_healthy_ensemble_and_its_joiners_have_no_fault() =>
        Assert.That(
            Judge(
                5, At(Given.Leads(1, Three), 0x500000066), At(Given.Follows(2, Three), 0x500000066),
                At(Given.Follows(3, Three), 0x500000066), Seen.Server(Given.Empty(4)), Seen.Server(Given.Empty(5))),
            Is.Empty);

    [Test]
    public void Two_servers_that_claim_one_id_are_told_together() => Refused(
        Judge(2, Seen.Server(Given.Alone(1)) with { ClaimedId = "1" },
            Seen.Server(Given.Follows(2, Given.Static(1, 2))) with { ClaimedId = "1" }),
        2, "servers 1 and 2 both claim the id 1", "write 2 into /var/lib/zookeeper/myid");

    [Test]
    public void One_address_under_two_ids_is_refused()
    {
        var twice = new RunningConfig.Static(new(
            Given.List(1, 2, 3).Servers.SetItem(3, Given.Server(2).Line() with { Id = 3 }), null));
        Refused(Judge(3, Seen.Server(Given.Leads(1, twice)), Seen.Server(Given.Follows(2, twice))),
            null, "lists servers 2 and 3 at the same address", "one machine would vote twice");
    }

    [Test]
    public void An_id_that_another_host_had_before_is_refused_and_a_free_one_offered()
    {
        var leader = Seen.Server(Given.Leads(1, Given.Dynamic(1, 2, 3)));
        ServerObservation Knows(string host) => leader with
        {
            Facts = leader.Facts with { Past = [Given.Server(4).Line() with { Host = host }] },
        };

        Refused(Judge(4, Knows("10.0.0.99"), Seen.Server(Given.Empty(4))),
            4, "the id 4 was that of 10.0.0.99 before", "such as 5");
        Assert.That(Judge(4, Knows("10.0.0.4"), Seen.Server(Given.Empty(4))), Is.Empty, "it comes back where it was");
    }

    [TestCase(7, 0x500000010, "data of epoch 7, and the ensemble is at 5")]
    [TestCase(0, 0x600000001, "data of epoch 6, and the ensemble is at 5")]
    [TestCase(5, 0x500000067, "transactions up to 0x500000067 at least, and the leader is at 0x500000066")]
    [TestCase(4, 0x400009999, null)]
    [TestCase(5, 0x500000066, null)]
    public void Data_that_would_win_an_election_are_refused(long epoch, long newest, string? fault)
    {
        foreach (var id in new[] { 3, 4 })
        {
            var down = Seen.Server(Given.Follows(id, Three).Down()) with
            {
                Facts = new() { HasData = true, CurrentEpoch = epoch, NewestFile = newest },
            };
            var faults = Judge(
                4, At(Given.Leads(1, Three), 0x500000066), At(Given.Follows(2, Three), 0x500000066), down);
            if (fault is null)
            {
                Assert.That(faults, Is.Empty);
            }
            else
            {
                Refused(faults, id, fault, "mv /var/lib/zookeeper/version-2 /var/lib/zookeeper/version-2.aside");
                Assert.That(faults[0].Message.Contains("it is a member that is down"), Is.EqualTo(id == 3));
            }
        }
    }

    [Test]
    public void Lists_of_one_change_may_differ_and_others_may_not()
    {
        ImmutableArray<Finding> With(RunningConfig other) => Judge(5, Seen.Server(Given.Leads(1, Three)),
            Seen.Server(Given.Follows(2, other)), Seen.Server(Given.Follows(3, Three)));

        Assert.That(With(Given.Static(1, 2, 3, 4)), Is.Empty, "an expansion that was interrupted");
        Assert.That(With(Given.Static(2, 3)), Is.Empty, "or the opposite");
        Refused(
            With(Given.Static(1, 2, 4)), 2, "runs with the members 1, 2, 4, and server 1 with 1, 2, 3", "decide which");
    }

    [Test]
    public void Lists_that_name_one_id_at_two_places_are_refused_unless_one_is_wanted()
    {
        RunningConfig Moved(int id) => new RunningConfig.Static(new(Given.List(1, 2, 3).Servers.SetItem(
            id, Given.Server(id).Line() with { Host = "10.0.0.99" }), null));

        Assert.That(Judge(3, Seen.Server(Given.Leads(1, Three)), Seen.Server(Given.Follows(2, Moved(3)))), Is.Empty);
        Refused(Judge(2, Seen.Server(Given.Leads(1, Three)), Seen.Server(Given.Follows(2, Moved(3)))),
            2, "server.3=10.0.0.99", "decide which");
    }

    [Test]
    public void Files_that_a_dynamic_server_could_not_start_with_are_refused()
    {
        var server = Seen.Server(Given.Leads(1, Given.Dynamic(1, 2, 3)));

        Refused(Judge(3, server with { Filed = Three }), 1, "was written over", "zoo.cfg.dynamic.*");
        var cut = server.Facts with { PointsToNothing = true, HasData = true };
        Assert.That(Judge(3, server with { Facts = cut with { HasData = false, Process = null } }), Is.Empty,
            "a new one whose files are not all there yet");
        Refused(Judge(3, server with { Facts = cut }),
            1, "points to a file of members that is not there", "correct dynamicConfigFile");
        var versioned = server.Facts with { KeptMembers = Given.List(1) with { Version = 5 } };
        Refused(Judge(3, server with { Facts = versioned }), 1, "holds a version", "remove the line");
    }

    [TestCase("tickTime", "settings.tickTime")]
    [TestCase("syncLimit", "settings.syncLimit")]
    [TestCase("jute.maxbuffer", "java.flags")]
    public void Members_that_differ_in_a_limit_are_refused_unless_their_files_agree(string key, string place)
    {
        ServerObservation Runs(int id, string value, string filed, bool isOurs = false) => Seen.Server(
            (id == 1 ? Given.Leads(1, Three) : Given.Follows(id, Three)) with { IsForeignStart = !isOurs }) with
        {
            Limits = ImmutableSortedDictionary<string, string>.Empty.Add(key, value),
            FiledLimits = ImmutableSortedDictionary<string, string>.Empty.Add(key, filed),
        };
        var wanted = key == "jute.maxbuffer" ? "1048575" : key == "tickTime" ? "2000" : "5";

        Refused(Judge(3, Runs(1, wanted, wanted), Runs(2, "7", "7"), Runs(3, wanted, wanted)),
            2, $"{key} is 7; on server 1, server 3 it is {wanted}", place);
        Assert.That(Judge(3, Runs(1, "7", wanted), Runs(2, wanted, wanted), Runs(3, "7", wanted)), Is.Empty,
            "a change of settings that was interrupted");
        Assert.That(Judge(3, Runs(1, "7", "7"), Runs(2, "7", "7"), Runs(3, "7", "7")), Is.Empty, "one that begins");
        Assert.That(
            Judge(3, Runs(1, wanted, wanted, true), Runs(2, "7", "7", true), Runs(3, wanted, wanted, true)), Is.Empty,
            "a server that did not come up with the wanted one has its former one back");
    }

    [Test]
    public void The_largest_record_is_never_lowered()
    {
        var large = Seen.Server(Given.Alone()) with
        {
            Limits = ImmutableSortedDictionary<string, string>.Empty.Add("jute.maxbuffer", "4194304"),
        };
        Refused(Judge(3, large), 1, "would lower that to 1048575", "-Djute.maxbuffer=4194304 under java.flags");
    }

    private static ImmutableArray<Finding> Judge(int wanted, params ImmutableArray<ServerObservation> servers) =>
        StatePreflight.Judge(Inventory(wanted), new(servers), server => $"host{server.Id}");

    private static Inventory Inventory(int wanted)
    {
        var inventory = Given.Inventory(wanted, MembershipKind.Static);
        return inventory with
        {
            Settings = inventory.Settings with
            {
                Values = ImmutableSortedDictionary<string, string>.Empty
                    .Add("tickTime", "2000").Add("initLimit", "10").Add("syncLimit", "5"),
            },
        };
    }

    private static ServerObservation At(ServerState state, long zxid)
    {
        var seen = Seen.Server(state);
        return seen with { Status = seen.Status! with { Zxid = new Zxid(zxid) } };
    }

    private static void Refused(ImmutableArray<Finding> faults, int? server, string what, string remedy)
    {
        var fault = faults.First();
        Assert.That(fault.Subject.Server, Is.EqualTo(server));
        Assert.That(fault.Severity, Is.EqualTo(FaultSeverity.Error));
        Assert.That(fault.Message, Does.Contain(what));
        Assert.That(fault.Remedy, Does.Contain(remedy));
    }
}
