using Ensembles.Findings;
using Ensembles.Histories;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Planning;

namespace Unit.Planning;

/// <summary>Who holds more is kept: no refusal tells to stop that server or to move its data aside.</summary>
public sealed class DataFirstTests
{
    private static readonly RunningConfig Three = Given.Static(1, 2, 3);
    private static readonly DataHolding Much = new() { Znodes = 305, Bytes = 60_000, Newest = new(0x304d), Told = true };
    private static readonly DataHolding Little = new() { Znodes = 5, Bytes = 8_000, Newest = new(0x10000042d), Told = true };

    [Test]
    public void The_server_with_the_data_is_kept_however_many_follow_the_other()
    {
        var refused = Refused(
            Given.Alone() with { Data = Much },
            Given.Follows(2, Three) with { Data = Little }, Given.Leads(3, Three) with { Data = Little });

        Assert.That(refused, Does.Contain("server 1 runs alone and holds 305 znodes up to 0x304d")
            .And.Contain("Keep server 1:").And.Contain("Stop servers 2 and 3"));
    }

    [Test]
    public void An_empty_server_that_runs_alone_is_not_kept_beside_an_ensemble()
    {
        var refused = Refused(
            Given.Alone() with { Data = Little },
            Given.Follows(2, Three) with { Data = Much }, Given.Leads(3, Three) with { Data = Much });

        Assert.That(refused, Does.Contain("Keep servers 2 and 3").And.Contain("Stop server 1, which holds less"));
    }

    [Test]
    public void Where_it_cannot_be_told_nobody_is_to_be_stopped_before_it_is_known()
    {
        var refused = Refused(
            Given.Alone() with { Data = Much },
            Given.Follows(2, Three) with { Data = Much }, Given.Leads(3, Three) with { Data = Much });

        Assert.That(refused, Does.Contain("cannot be told").And.Not.Contain("Keep"));
    }

    [Test]
    public void A_tree_that_is_known_from_before_is_kept_where_it_does_not_hold_clearly_less()
    {
        var refused = Refused(
            Given.Alone() with { Data = Much, Histories = [new(1, 1, DateTimeOffset.UnixEpoch, 16, 16)] },
            Given.Follows(2, Three) with { Data = Much },
            Given.Leads(3, Three) with { Data = Much, Histories = [new(1, 3, DateTimeOffset.UnixEpoch, 16, 0)] });

        Assert.That(refused, Does.Contain("Keep server 1:"));
    }

    [Test]
    public void A_server_that_is_down_is_not_started_into_another_tree()
    {
        HistoryFinding other = new(1, 3, null, 64, 0) { Znodes = 301 };

        var refused = Refused(
            Given.Follows(1, Three).Down() with { Data = Much with { Znodes = null } },
            Given.Follows(2, Three) with { Data = Little },
            Given.Leads(3, Three) with { Data = Little, Histories = [other] });

        Assert.That(refused, Does.Contain("Another tree: none of the 64 oldest znodes on the disk of server 1")
            .And.Contain("Keep server 1").And.Contain("Stop servers 2 and 3"));
    }

    [Test]
    public void Few_znodes_that_have_gone_are_a_warning()
    {
        var plan = Make(
            Given.Leads(1, Three) with { Histories = [new(1, 1, DateTimeOffset.UnixEpoch, 2, 0)], Outdated = true },
            Given.Follows(2, Three), Given.Follows(3, Three));

        Assert.That(plan.IsRefused, Is.False);
        Assert.That(plan.Warnings.Texts(), Has.Some.Contains("2 oldest znodes that were noted on 1970-01-01"));
    }

    [Test]
    public void Where_nobody_serves_disks_with_different_trees_are_not_brought_together()
    {
        HistoryFinding[] others = [.. new[] { 2, 3 }.Select(id =>
            new HistoryFinding(1, id, null, 64, 0) { Znodes = 301, IsServed = false })];

        var refused = Refused(
            Given.Follows(1, Three).Down() with { Data = Much with { Znodes = null } },
            Given.Follows(2, Three).Down() with { Data = Little with { Znodes = null }, Histories = [others[0]] },
            Given.Follows(3, Three).Down() with { Data = Little with { Znodes = null }, Histories = [others[1]] });

        Assert.That(refused, Does.Contain("Different trees: none of the 64 oldest znodes of server 1")
            .And.Contain("Keep server 1").And.Contain("Stop servers 2 and 3"));
    }

    [Test]
    public void An_empty_server_with_the_file_initialize_counts_as_a_voter()
    {
        var joiner = Given.Empty(3) with { RunningConfig = Three, MayInitialize = true };
        var plan = Planner.Make(Given.Inventory(3, MembershipKind.Static),
            [Given.Alone(), joiner with { Server = Given.Server(2) }, joiner]);

        Assert.That(plan.Refusals.Texts(), Has.Some.Contains("servers 2 and 3, both empty, are 2 of 3"));
    }

    private static Plan Make(params ServerState[] servers) =>
        Planner.Make(Given.Inventory(servers.Length, MembershipKind.Static), servers);

    private static string Refused(params ServerState[] servers)
    {
        var plan = Make(servers);
        Assert.That(plan.Steps, Is.Empty);
        return string.Join('\n', plan.Refusals.Texts());
    }
}
