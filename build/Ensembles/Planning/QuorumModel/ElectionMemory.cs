using System.Text;

namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// Remembers who can elect whom among the same voters. A walk meets the same electorate again and again: a write, a
/// gate, a learner's start change nothing in it.
/// </summary>
internal sealed class ElectionMemory
{
    private readonly Dictionary<string, List<(ModelServer Leader, uint Set)>> greatest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<uint>> smallest = new(StringComparer.Ordinal);

    public List<(ModelServer Leader, uint Set)> Greatest(ModelServer[] voters, Func<ModelServer[], List<(ModelServer Leader, uint Set)>> find) =>
        Recall(greatest, voters, find);

    public List<uint> Smallest(ModelServer[] voters, Func<ModelServer[], List<uint>> find) => Recall(smallest, voters, find);

    private static T Recall<T>(Dictionary<string, T> known, ModelServer[] voters, Func<ModelServer[], T> find)
    {
        var key = Key(voters);
        if (!known.TryGetValue(key, out var answer))
        {
            known[key] = answer = find(voters);
        }

        return answer;
    }

    /// <summary>All that elections look at, sixteen bits a letter.</summary>
    private static string Key(ModelServer[] voters)
    {
        var key = new StringBuilder(voters.Length * 7);
        foreach (var voter in voters)
        {
            var view = voter.View!.Value;
            Append(key, voter.Bit);
            Append(key, view.Voters);
            Append(key, view.Pending);
            key.Append(view.Rule?.Key).Append(view.PendingRule?.Key);
            key.Append((char)voter.Link.Key);
            key.Append((char)((voter.Reconfigs << 2) | (int)voter.Data));
        }

        return key.ToString();
    }

    private static void Append(StringBuilder key, uint bits) => key.Append((char)bits).Append((char)(bits >> 16));
}
