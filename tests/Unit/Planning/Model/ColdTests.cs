using Ensembles.Inventories;
using Ensembles.Planning.QuorumModel;

namespace Unit.Planning.Model;

/// <summary>All old servers stop, start with the new list, and the joiners come last.</summary>
public sealed class ColdTests
{
    private static IEnumerable<TestCaseData> Sizes() =>
        from members in Enumerable.Range(1, 4)
        from wanted in Enumerable.Range(members, 9 - members)
        select new TestCaseData(members, wanted);

    [TestCaseSource(nameof(Sizes))]
    public void Cold_is_safe_and_serves_exactly_below_twice_the_size(int members, int wanted)
    {
        var works = Works(members, wanted);
        Assert.That(works, Is.EqualTo(wanted < 2 * members), $"{members} to {wanted}");
    }

    private static bool Works(int members, int wanted)
    {
        var state = InitialState.Of(
            Given.Inventory(wanted, MembershipKind.Static, "3.4.13"), Hand.Members(members, wanted));
        var list = new VotingView((1u << wanted) - 1);
        var old = Enumerable.Range(1, members).ToList();
        IEnumerable<Transition> moves =
        [
            .. old.Select(id => new Transition.Stop(id)), .. old.Select(id => new Transition.Write(id, list)),
            .. old.Select(id => new Transition.Start(id, Initialize: false)),
            .. old.SelectMany(id => (Transition[])[new Transition.Follow(id), new Transition.Measure(id)]),
        ];
        foreach (var move in moves)
        {
            if (move is Transition.Follow follow && !Elections.CanServe(state, state.Server(follow.Id)))
            {
                return false;
            }

            state = state.Apply(move).Last();
            Assert.That(Hazard.In(state), Is.Null, $"{members} to {wanted}, {move}");
        }

        return true;
    }
}
