using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning;

/// <summary>TLS and SASL between servers, switched in passes that the model proves.</summary>
public sealed class PassesTests
{
    private static readonly QuorumLink Tls = new(Tls: true);
    private static readonly QuorumLink PlainTakesBoth = new(TakesBoth: true), TlsTakesBoth = new(Tls: true, TakesBoth: true);
    private static readonly QuorumLink Sasl = new(Sasl: true, LearnerInsists: true, ServerInsists: true);

    [TestCase(MembershipKind.Static)]
    [TestCase(MembershipKind.Dynamic)]
    public void Tls_comes_in_three_passes_each_with_the_leader_last(MembershipKind membership)
    {
        var plan = Make(Tls, membership: membership);
        Assert.That(plan.Lines(), Is.EqualTo(Enumerable.Repeat<string[]>(["restart 1", "restart 3", "restart 2"], 3).SelectMany(pass => pass)));
        Assert.That(
            Links(plan), Is.EqualTo(Enumerable.Repeat<QuorumLink?>(PlainTakesBoth, 3)
                .Concat(Enumerable.Repeat<QuorumLink?>(TlsTakesBoth, 3)).Concat(Enumerable.Repeat<QuorumLink?>(null, 3))));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(((Verdict.Safe)plan.Verdict!).Interruptions, Is.Zero);
    }

    [Test]
    public void Tls_goes_by_the_same_passes() =>
        Assert.That(Links(Make(Plain, Tls)).Distinct(), Is.EqualTo([TlsTakesBoth, PlainTakesBoth, (QuorumLink?)null]));

    [Test]
    public void Sasl_comes_in_three_passes() => Assert.That(
        Links(Make(Sasl)).Distinct(),
        Is.EqualTo([new QuorumLink(Sasl: true), new(Sasl: true, LearnerInsists: true), (QuorumLink?)null]));

    [Test]
    public void Both_come_together() =>
        Assert.That(Make(Sasl with { Tls = true }).Steps, Has.Length.EqualTo(9));

    [Test]
    public void What_servers_understand_already_takes_one_pass()
    {
        var plan = Make(TlsTakesBoth, Tls);
        Assert.That(plan.Steps, Has.Length.EqualTo(3));
        Assert.That(Links(plan), Is.All.Null);
    }

    /// <summary>Server 1 has the second pass behind it, the files of server 3 are written for it.</summary>
    [Test]
    public void A_pass_that_was_killed_goes_on()
    {
        var plan = Planner.Make(
            Wanting(Tls),
            [
                Speaking(Given.Follows(1, List), TlsTakesBoth), Speaking(Given.Leads(2, List), PlainTakesBoth),
                Speaking(Given.Follows(3, List), PlainTakesBoth) with { OnDiskLink = TlsTakesBoth },
            ]);
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps.Last(step => step is Step.Restart { Link: null }).ServerId, Is.EqualTo(2));
        Assert.That(Links(plan).Distinct(), Does.Not.Contain(Plain));
    }

    [Test]
    public void A_member_that_is_down_learns_it_in_the_first_pass()
    {
        var plan = Make(Tls, third: server => server.Down());
        Assert.That(plan.Lines().Take(3), Is.EqualTo(["start 3", "restart 1", "restart 2"]));
        Assert.That(plan.Steps, Has.Length.EqualTo(9));
    }

    [Test]
    public void Joiners_come_when_all_passes_are_done()
    {
        var plan = Planner.Make(
            Wanting(Tls, 5),
            [.. Members(Plain), Given.Empty(4), Given.Empty(5)]);
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps.Take(9), Is.All.TypeOf<Step.Restart>());
        Assert.That(plan.Steps.Skip(9).OfType<Step.Start>().Select(step => step.Id), Is.EqualTo([4, 5]));
    }

    [Test]
    public void Nobody_leaves_meanwhile()
    {
        var four = Given.Static(1, 2, 3, 4);
        var plan = Planner.Make(
            Wanting(Tls),
            [.. new[] { Given.Leads(1, four), Given.Follows(2, four), Given.Follows(3, four) }.Select(server => Speaking(server, Plain))],
            [Speaking(Given.Follows(4, four), Plain)], new() { Intent = Intent.Shrink });
        Assert.That(plan.Refusals.Codes(), Is.EqualTo([RefusalCodes.PassesBesideLeavers]));
    }

    /// <summary>What a single pass would do, step by step, as the model sees it.</summary>
    [Test]
    public void A_single_pass_has_a_counter_example()
    {
        var inventory = Wanting(Tls);
        var verdict = SafetyProof.Check(inventory, [.. Members(Plain)], new()
        {
            Engine = Engine.None,
            Steps =
            [
                .. new[] { 1, 3, 2 }.Select(id => new Step.Restart(
                    id, new MembershipForm.Static([.. Given.List(1, 2, 3).Servers.Values]), Gate.Serves, [])
                {
                    Stage = Stage.RollingRestart, Reason = "",
                }),
            ],
        });
        Assert.That(verdict, Is.TypeOf<Verdict.Unsafe>());
        Assert.That($"{verdict}", Does.Contain("can never serve: no majority of its own list would serve with it"));
    }

    [TestCase("", "sslQuorum=true", false)]
    [TestCase("", "sslQuorum=true,portUnification=true", false)]
    [TestCase("", "portUnification=true", true)]
    [TestCase("portUnification=true", "sslQuorum=true,portUnification=true", true)]
    [TestCase("portUnification=true", "sslQuorum=true", false)]
    [TestCase("sslQuorum=true,portUnification=true", "sslQuorum=true", true)]
    [TestCase("sslQuorum=true", "", false)]
    [TestCase("sslQuorum=true", "sslQuorum=true", true)]
    [TestCase("", "E=true,L=true,S=true", false)]
    [TestCase("", "E=true,L=true", false)]
    [TestCase("", "E=true", true)]
    [TestCase("E=true", "E=true,L=true", true)]
    [TestCase("E=true", "E=true,L=true,S=true", false)]
    [TestCase("E=true,L=true", "E=true,L=true,S=true", true)]
    [TestCase("E=true,L=true,S=true", "", false)]
    public void Each_pass_must_understand_the_one_before(string runs, string wanted, bool fits)
    {
        var plan = Make(LinkOf(wanted), LinkOf(runs));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps.Length > 3, Is.Not.EqualTo(fits), "one pass is enough, or not");
        Assert.That(LinkOf(runs).Reaches(LinkOf(wanted)), Is.EqualTo(fits));
    }

    private static QuorumLink LinkOf(string text) => QuorumLink.Of(key => Settings(text).GetValueOrDefault(key));

    private static Dictionary<string, string> Settings(string text) => text
        .Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
        .ToDictionary(
            pair => pair[0] switch
            {
                "E" => "quorum.auth.enableSasl",
                "L" => "quorum.auth.learnerRequireSasl",
                "S" => "quorum.auth.serverRequireSasl",
                var key => key,
            },
            pair => pair[1]);

    /// <summary>Any two neighbours of every way can talk, and no way is longer than it must be.</summary>
    [Test]
    public void Every_way_is_one_of_servers_that_can_talk()
    {
        QuorumLink[] ends = [Plain, Tls, PlainTakesBoth, TlsTakesBoth, Sasl, Sasl with { Tls = true }, new(Sasl: true)];
        foreach (var (from, to) in ends.SelectMany(from => ends.Select(to => (from, to))).Where(pair => pair.from != pair.to))
        {
            var way = LinkPath.From([from], to);
            Assert.That(way[^1], Is.EqualTo(to));
            Assert.That(way, Has.Length.LessThanOrEqualTo(3), $"{from} to {to}");
            Assert.That(way.Prepend(from).Zip(way, (one, next) => one.Reaches(next)), Is.All.True, $"{from} to {to}");
        }
    }

    private static readonly RunningConfig List = Given.Static(1, 2, 3);

    private static QuorumLink Plain => default;

    private static Plan Make(
        QuorumLink wanted, QuorumLink present = default, MembershipKind membership = MembershipKind.Static,
        Func<ServerState, ServerState>? third = null)
    {
        var list = membership == MembershipKind.Static ? List : Given.Dynamic(1, 2, 3);
        return Planner.Make(
            Wanting(wanted, membership: membership),
            [
                .. new[] { Given.Follows(1, list), Given.Leads(2, list), (third ?? (server => server))(Given.Follows(3, list)) }
                    .Select(server => Speaking(server, present)),
            ]);
    }

    private static IEnumerable<ServerState> Members(QuorumLink link) =>
        new[] { Given.Follows(1, List), Given.Leads(2, List), Given.Follows(3, List) }.Select(server => Speaking(server, link));

    private static IEnumerable<QuorumLink?> Links(Plan plan) => plan.Steps.Select(step => (step as Step.Restart)?.Link);

    private static ServerState Speaking(ServerState server, QuorumLink link) => server with { Link = link, Outdated = true };

    private static Inventory Wanting(QuorumLink link, int servers = 3, MembershipKind membership = MembershipKind.Static)
    {
        var inventory = Given.Inventory(servers, membership);
        return inventory with
        {
            Settings = inventory.Settings with { Values = inventory.Settings.Values.AddRange(link.Settings) },
        };
    }
}
