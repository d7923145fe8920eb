using System.Text;

namespace Ensembles.Planning.Model;

/// <summary>
/// Remembers who can elect whom among the same voters. A walk meets the same electorate again and again: a write, a
/// gate, a learner's start change nothing in it.
/// </summary>
internal sealed class ElectionMemory
{
    private readonly Dictionary<string, List<(Seat Leader, uint Set)>> greatest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<uint>> smallest = new(StringComparer.Ordinal);

    public List<(Seat Leader, uint Set)> Greatest(Seat[] voters, Func<Seat[], List<(Seat Leader, uint Set)>> find) =>
        Recall(greatest, voters, find);

    public List<uint> Smallest(Seat[] voters, Func<Seat[], List<uint>> find) => Recall(smallest, voters, find);

    private static T Recall<T>(Dictionary<string, T> known, Seat[] voters, Func<Seat[], T> find)
    {
        var key = Key(voters);
        if (!known.TryGetValue(key, out var answer))
        {
            known[key] = answer = find(voters);
        }

        return answer;
    }

    /// <summary>All that elections look at, sixteen bits a letter.</summary>
    private static string Key(Seat[] voters)
    {
        var key = new StringBuilder(voters.Length * 7);
        foreach (var voter in voters)
        {
            var ballot = voter.InForce!.Value;
            Append(key, voter.Bit);
            Append(key, ballot.Voters);
            Append(key, ballot.Pending);
            key.Append(ballot.Rule?.Key).Append(ballot.PendingRule?.Key);
            key.Append((char)((voter.Reconfigs << 2) | (int)voter.Knows));
        }

        return key.ToString();
    }

    private static void Append(StringBuilder key, uint bits) => key.Append((char)bits).Append((char)(bits >> 16));
}
