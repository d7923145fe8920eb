using System.Collections.Immutable;
using ZooKeeper.Configuration;

namespace Ensembles.Planning;

/// <summary>A list of servers as planning compares it: ids, addresses and roles; client ports do not count.</summary>
internal sealed record MemberList(ImmutableSortedDictionary<long, ServerLine> Lines)
{
    public IEnumerable<int> Ids => Lines.Keys.Select(id => (int)id);

    public IEnumerable<int> Participants =>
        Lines.Values.Where(line => line.Role == Role.Participant).Select(line => (int)line.Id);

    public int Majority => (Participants.Count() / 2) + 1;

    public bool Contains(int id) => Lines.ContainsKey(id);

    public static MemberList Of(IEnumerable<ServerLine> lines) =>
        new(lines.ToImmutableSortedDictionary(line => line.Id, line => line));

    public MemberList With(IEnumerable<ServerLine> more) => Of(Lines.Values.Concat(more));

    public bool SameAs(MemberList other) =>
        Lines.Count == other.Lines.Count
        && Lines.Values.All(line => other.Lines.TryGetValue(line.Id, out var twin) && SamePlace(line, twin));

    public static bool SamePlace(ServerLine one, ServerLine other) =>
        (one.Id, one.QuorumPort, one.ElectionPort, one.Role) == (other.Id, other.QuorumPort, other.ElectionPort, other.Role)
        && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => string.Join(", ", Ids);
}
