using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Planning;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning;

/// <summary>Certificates of the servers go from one authority to another, and every two servers trust each other all the way.</summary>
public sealed class RotationTests
{
    private static readonly QuorumLink Tls = new(Tls: true);

    private static readonly QuorumLink Old = Tls with { Shows = ShownCertificate.Former, LacksWanted = true, TrustsFormer = true };

    private static readonly QuorumLink OldTrustsBoth = Old with { LacksWanted = false };

    private static readonly QuorumLink NewTrustsBoth = OldTrustsBoth with { Shows = ShownCertificate.Wanted };

    private static readonly QuorumLink Kept = Tls with { Shows = ShownCertificate.Kept, LacksWanted = true };

    private static readonly RunningConfig List = Given.Static(1, 2, 3);

    [TestCase(true)]
    [TestCase(false)]
    public void An_authority_is_replaced_in_three_passes(bool rereads)
    {
        var plan = Make(server => server with { Link = Old, Rereads = rereads });
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(
            plan.Steps.Select(LinkOf), Is.EqualTo(new QuorumLink?[] { OldTrustsBoth, NewTrustsBoth, null }.SelectMany(link => Enumerable.Repeat(link, 3))));
        Assert.That(plan.Steps, rereads ? Is.All.TypeOf<Step.Reread>() : Is.All.TypeOf<Step.Restart>());
        Assert.That(plan.Steps.Select(step => step.ServerId), Is.EqualTo(Enumerable.Repeat<int?[]>([1, 3, 2], 3).SelectMany(pass => pass)));
    }

    [Test]
    public void One_that_is_kept_beside_the_new_one_takes_two() => Assert.That(
        Make(server => server with { Link = Kept, Rereads = true }).Steps.Select(LinkOf),
        Is.EqualTo(new QuorumLink?[] { Kept with { LacksWanted = false }, null }.SelectMany(link => Enumerable.Repeat(link, 3))));

    [Test]
    public void A_pass_that_was_killed_goes_on()
    {
        var plan = Make(server => server with { Rereads = true, Link = server.Id == 1 ? NewTrustsBoth : OldTrustsBoth });
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps.Select(step => (step.ServerId, LinkOf(step))), Is.EqualTo(new (int?, QuorumLink?)[]
        {
            (3, NewTrustsBoth), (2, NewTrustsBoth), (1, null), (3, null), (2, null),
        }));
    }

    /// <summary>Of the same authority nothing is to be kept apart, and still a store that cannot be used reaches one server alone.</summary>
    [Test]
    public void A_new_certificate_of_the_same_authority_is_a_step_for_each_server_that_lacks_it()
    {
        var plan = Make(server => server with { Link = Tls, StoresDiffer = server.Id != 1 });
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps, Is.All.TypeOf<Step.Reread>());
        Assert.That(plan.Steps.Select(step => (step.ServerId, LinkOf(step))), Is.EqualTo(new (int?, QuorumLink?)[] { (2, null), (3, null) }));

        var more = Make(server => server with { Link = Tls, StoresDiffer = true, Outdated = server.Id == 3 });
        Assert.That(more.Steps.Select(step => (step.GetType(), step.ServerId)), Is.EqualTo(new (Type, int?)[]
        {
            (typeof(Step.Reread), 1), (typeof(Step.Reread), 2), (typeof(Step.Restart), 3),
        }));
    }

    [Test]
    public void What_else_changes_takes_restarts()
    {
        var plan = Make(server => server with { Link = Old, Rereads = true, Outdated = server.Id == 2 });
        Assert.That(plan.Steps.OfType<Step.Restart>().Select(step => step.ServerId), Is.EqualTo([2, 2, 2]));
        Assert.That(plan.Steps.OfType<Step.Reread>().Count(), Is.EqualTo(6));
    }

    [Test]
    public void Encryption_and_authority_change_on_one_way_and_nothing_encrypted_turns_plain()
    {
        var present = Old with { TakesBoth = true };
        var plan = Make(server => server with { Link = present, Outdated = true });
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
        Assert.That(plan.Steps.Select(step => LinkOf(step) ?? Tls), Is.All.Matches<QuorumLink>(link => link.Tls));
    }

    /// <summary>As a distribution of all files at once would be: some trust and show the new one, others the old one.</summary>
    [Test]
    public void Old_and_new_without_an_overlap_do_not_reach_each_other()
    {
        Assert.That(Old.Reaches(Tls), Is.False);
        Assert.That(Old.Reaches(OldTrustsBoth) && OldTrustsBoth.Reaches(NewTrustsBoth) && NewTrustsBoth.Reaches(Tls), Is.True);
        Assert.That(OldTrustsBoth.Reaches(Tls), Is.False);
        Assert.That(Kept.Reaches(Tls), Is.False);
    }

    [Test]
    public void A_single_pass_has_a_counter_example()
    {
        var verdict = SafetyProof.Check(Wanted(), [.. Servers(server => server with { Link = Old })], new()
        {
            Engine = Engine.None,
            Steps =
            [
                .. new[] { 1, 3, 2 }.Select(id => new Step.Reread(id, new MembershipForm.Static([.. Given.List(1, 2, 3).Servers.Values]))
                {
                    Stage = Stage.RollingRestart, Reason = "",
                }),
            ],
        });
        Assert.That(verdict, Is.TypeOf<Verdict.Unsafe>());
    }

    /// <summary>Its trust store is gone: it talks to nobody, whatever the others do, and gets the files of the first pass.</summary>
    [Test]
    public void One_that_trusts_nobody_comes_back_with_the_first_pass()
    {
        var plan = Make(server => server with
        {
            Rereads = server.Id != 1,
            Link = server.Id == 1 ? OldTrustsBoth with { LacksWanted = true, TrustsFormer = false } : OldTrustsBoth,
            Mode = server.Id == 1 ? global::ZooKeeper.Status.ServerMode.NotServing : server.Mode,
        });
        Assert.That(plan.Steps[0].ServerId, Is.EqualTo(1));
        Assert.That(plan.Verdict, Is.TypeOf<Verdict.Safe>());
    }

    private static QuorumLink? LinkOf(Step step) => step switch
    {
        Step.Restart again => again.Link,
        Step.Reread again => again.Link,
        _ => null,
    };

    private static Plan Make(Func<ServerState, ServerState> change) => Planner.Make(Wanted(), [.. Servers(change)]);

    private static IEnumerable<ServerState> Servers(Func<ServerState, ServerState> change) =>
        new[] { Given.Follows(1, List), Given.Leads(2, List), Given.Follows(3, List) }.Select(change);

    private static Inventory Wanted()
    {
        var inventory = Given.Inventory(3, MembershipKind.Static);
        return inventory with
        {
            Settings = inventory.Settings with { Values = inventory.Settings.Values.AddRange(Tls.Settings) },
        };
    }
}
