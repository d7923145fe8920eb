using Ensembles.Inventories;
using Ensembles.Planning.Model;

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
        var situation = Beginning.Of(
            Given.Inventory(wanted, MembershipKind.Static, "3.4.13"), Hand.Members(members, wanted));
        var list = new Ballot((1u << wanted) - 1);
        var old = Enumerable.Range(1, members).ToList();
        IEnumerable<Move> moves =
        [
            .. old.Select(id => new Move.Stop(id)), .. old.Select(id => new Move.Write(id, list)),
            .. old.Select(id => new Move.Start(id, Initialize: false)),
            .. old.SelectMany(id => (Move[])[new Move.Follow(id), new Move.Measure(id)]),
        ];
        foreach (var move in moves)
        {
            if (move is Move.Follow follow && !Elections.CanServe(situation, situation.Seat(follow.Id)))
            {
                return false;
            }

            situation = situation.Make(move).Last();
            Assert.That(Hazard.In(situation), Is.Null, $"{members} to {wanted}, {move}");
        }

        return true;
    }
}
