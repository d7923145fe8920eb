using System.Collections.Immutable;
using ZooKeeper.Configuration;

namespace Ensembles.Membership;

/// <summary>
/// A list of servers as planning compares it: ids, addresses, roles, groups and weights; client ports do not count.
/// </summary>
internal sealed record MemberList(ImmutableSortedDictionary<long, ServerLine> Lines)
{
    public IEnumerable<int> Ids => Lines.Keys.Select(id => (int)id);

    public IEnumerable<int> Participants =>
        Lines.Values.Where(line => line.Role == Role.Participant).Select(line => (int)line.Id);

    /// <summary>Which sets of its participants are a quorum.</summary>
    public QuorumRule Rule => field ??= QuorumRule.Of(Lines.Values);

    /// <summary>The fewest servers that are a quorum: a majority of heads where there are no groups.</summary>
    public int Majority => Rule.Fewest;

    public bool IsHierarchical => Rule.IsHierarchical;

    /// <summary>ZooKeeper starts with it: all participants have a group, or none has.</summary>
    public bool IsWhole => !IsHierarchical
        || Lines.Values.All(line => line.Role == Role.Observer || line.Group is not null);

    public bool IsQuorum(IEnumerable<int> ids) => IsQuorum(ids.ToHashSet().Contains);

    public bool IsQuorum(Func<int, bool> has) => Rule.IsQuorum(has, static (has, voter) => has((int)voter));

    /// <summary>Every quorum of the one shares a server with every quorum of the other.</summary>
    public bool Intersects(MemberList other)
    {
        var all = Participants.Union(other.Participants).ToArray();
        var bits = all.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => 1u << pair.at);
        for (var set = 0u; set < 1u << all.Length; set++)
        {
            var chosen = set;
            if (IsQuorum(id => (chosen & bits[id]) != 0) && other.IsQuorum(id => (chosen & bits[id]) == 0))
            {
                return false;
            }
        }

        return true;
    }

    public bool Contains(int id) => Lines.ContainsKey(id);

    /// <summary>It lists this server at this place.</summary>
    public bool Names(ServerLine server) =>
        Lines.TryGetValue(server.Id, out var line) && SameAddress(line, server);

    /// <summary>
    /// Of whom a majority must serve before this server is stopped; empty where the quorum ends with it anyway.
    /// </summary>
    public RequiredQuorum Surviving(int without) =>
        Lines.Count < 3 ? [] : new([.. Participants.Where(id => id != without)], Rule);

    public static MemberList Of(IEnumerable<ServerLine> lines) =>
        new(lines.ToImmutableSortedDictionary(line => line.Id, line => line));

    /// <param name="more">Others, or members in another role or with another weight.</param>
    public MemberList With(IEnumerable<ServerLine> more) => new(Lines.SetItems(more.Select(line =>
        new KeyValuePair<long, ServerLine>(line.Id, line))));

    public bool SameAs(MemberList other) =>
        Lines.Count == other.Lines.Count
        && Lines.Values.All(line => other.Lines.TryGetValue(line.Id, out var twin) && SamePlace(line, twin));

    public MemberList Without(IEnumerable<int> ids) => Of(Lines.Values.Where(line => !ids.Contains((int)line.Id)));

    public static bool SamePlace(ServerLine one, ServerLine other) =>
        (one.Role, one.Group, one.Weight) == (other.Role, other.Group, other.Weight) && SameAddress(one, other);

    /// <summary>The same machine and ports, whatever its role is.</summary>
    public static bool SameAddress(ServerLine one, ServerLine other) =>
        (one.Id, one.QuorumPort, one.ElectionPort, one.MoreAddresses)
            == (other.Id, other.QuorumPort, other.ElectionPort, other.MoreAddresses)
        && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => string.Join(", ", Ids);

    /// <summary>The ids, with all that is said of those of which another list says something else.</summary>
    public string Beside(MemberList? other) => string.Join(", ", Lines.Values.Select(line =>
        other?.Lines.TryGetValue(line.Id, out var twin) != true || SamePlace(line, twin!) ? $"{line.Id}"
        : line.Group is { } group ? $"{line} (group {group}, weight {line.Weight})"
        : $"{line}"));
}
