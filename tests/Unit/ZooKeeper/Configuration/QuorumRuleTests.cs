using ZooKeeper.Configuration;

namespace Unit.ZooKeeper.Configuration;

/// <summary>
/// The quorum function beside a second one, written from what QuorumHierarchical and QuorumMaj are documented to do.
/// </summary>
public sealed class QuorumRuleTests
{
    /// <summary>Every way to put up to five servers into groups with weights of 0 to 3 (four servers), 0 to 2 (five).</summary>
    [TestCase(1, 3)]
    [TestCase(2, 3)]
    [TestCase(3, 3)]
    [TestCase(4, 3)]
    [TestCase(5, 2)]
    public void It_says_what_ZooKeeper_says_of_every_set_of_servers(int servers, int heaviest)
    {
        var checkedSets = 0;
        foreach (var groups in Vectors(servers, servers - 1).Where(IsInOrder))
        {
            foreach (var weights in Vectors(servers, heaviest))
            {
                var rule = QuorumRule.Of(Enumerable.Range(0, servers)
                    .Select(at => ((long)at + 1, (long?)groups[at], (long)weights[at])));
                for (var set = 0u; set < 1u << servers; set++, checkedSets++)
                {
                    var chosen = Enumerable.Range(1, servers).Where(id => (set & (1u << (id - 1))) != 0)
                        .Select(id => (long)id).ToHashSet();
                    if (rule.IsQuorum(chosen) != Documented(groups, weights, chosen))
                    {
                        Assert.Fail($"groups {string.Join(',', groups)}, weights {string.Join(',', weights)}: " +
                            $"{string.Join(',', chosen)}");
                    }
                }
            }
        }

        Assert.That(checkedSets, Is.GreaterThan(0));
    }

    [Test]
    public void Without_groups_it_is_a_majority_of_heads()
    {
        for (var servers = 1; servers <= 9; servers++)
        {
            var rule = QuorumRule.Of(Enumerable.Range(1, servers)
                .Select(id => new ServerLine(id, "h", 1, 2)).Append(new ServerLine(20, "h", 1, 2, Role.Observer)));
            for (var heads = 0; heads <= servers; heads++)
            {
                var set = Enumerable.Range(1, heads).Select(id => (long)id).Append(20).ToHashSet();
                Assert.That(rule.IsQuorum(set), Is.EqualTo(heads * 2 > servers), $"{heads} of {servers}");
            }

            Assert.That(rule.Fewest, Is.EqualTo((servers / 2) + 1));
        }
    }

    [Test]
    public void A_weight_of_0_never_leads_and_the_fewest_are_the_heaviest()
    {
        var rule = Rule((1, 1, 5), (2, 1, 1), (3, 1, 1), (4, 2, 1), (5, 2, 0), (6, 3, 0));

        Assert.That(rule.Fewest, Is.EqualTo(2), "1 of group 1, 4 of group 2; group 3 does not count");
        Assert.That(Enumerable.Range(1, 6).Where(id => rule.IsWeightless(id)), Is.EqualTo([5, 6]));
        Assert.That($"{rule}",
            Is.EqualTo("more than half of the weight in 2 of 2 groups: 1 (weight 5), 2, 3 | 4, 5 (weight 0)"));
    }

    [Test]
    public void Rules_are_compared_by_content()
    {
        Assert.That(Rule((1, 1, 1), (2, 1, 1)), Is.EqualTo(Rule((2, 1, 1), (1, 1, 1))));
        Assert.That(Rule((1, 1, 1), (2, 1, 1)), Is.Not.EqualTo(Rule((1, 1, 1), (2, 2, 1))));
        Assert.That(Rule((1, 1, 1), (2, 1, 1)), Is.Not.EqualTo(QuorumRule.Of([(1, null, 1), (2, null, 1)])));
    }

    /// <summary>Of groupings that differ in the groups' names only, the one named in the order of its servers.</summary>
    private static bool IsInOrder(int[] groups) =>
        groups.Index().All(one => one.Item <= groups.Take(one.Index).Append(-1).Max() + 1);

    private static QuorumRule Rule(params (long Id, long Group, long Weight)[] voters) =>
        QuorumRule.Of(voters.Select(voter => (voter.Id, (long?)voter.Group, voter.Weight)));

    /// <summary>
    /// Different groups are taken to have one vote each, if they have a weight at all; a group's vote needs more than
    /// half of its weight, and more than half of the groups' votes make a quorum.
    /// </summary>
    private static bool Documented(int[] groups, int[] weights, HashSet<long> set)
    {
        var members = groups.Zip(weights, (group, weight) => (group, weight)).ToList();
        var counted = members.GroupBy(member => member.group)
            .Where(group => group.Sum(member => member.weight) > 0).Select(group => group.Key).ToList();
        var votes = counted.Count(group =>
            2 * members.Where((member, at) => member.group == group && set.Contains(at + 1)).Sum(member => member.weight)
            > members.Where(member => member.group == group).Sum(member => member.weight));
        return 2 * votes > counted.Count;
    }

    private static IEnumerable<int[]> Vectors(int length, int most)
    {
        var count = (int)Math.Pow(most + 1, length);
        for (var number = 0; number < count; number++)
        {
            var rest = number;
            yield return [.. Enumerable.Range(0, length).Select(_ =>
            {
                var digit = rest % (most + 1);
                rest /= most + 1;
                return digit;
            })];
        }
    }
}
