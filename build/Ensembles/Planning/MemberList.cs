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

    /// <summary>It lists this server at this place.</summary>
    public bool Names(ServerLine server) =>
        Lines.TryGetValue(server.Id, out var line) && SameAddress(line, server);

    /// <summary>
    /// Of whom a majority must serve before this server is stopped; empty where the quorum ends with it anyway.
    /// </summary>
    public ImmutableArray<int> Surviving(int without) =>
        Lines.Count < 3 ? [] : [.. Participants.Where(id => id != without)];

    public static MemberList Of(IEnumerable<ServerLine> lines) =>
        new(lines.ToImmutableSortedDictionary(line => line.Id, line => line));

    public MemberList With(IEnumerable<ServerLine> more) => Of(Lines.Values.Concat(more));

    public bool SameAs(MemberList other) =>
        Lines.Count == other.Lines.Count
        && Lines.Values.All(line => other.Lines.TryGetValue(line.Id, out var twin) && SamePlace(line, twin));

    public MemberList Without(IEnumerable<int> ids) => Of(Lines.Values.Where(line => !ids.Contains((int)line.Id)));

    public static bool SamePlace(ServerLine one, ServerLine other) => one.Role == other.Role && SameAddress(one, other);

    /// <summary>The same machine and ports, whatever its role is.</summary>
    public static bool SameAddress(ServerLine one, ServerLine other) =>
        (one.Id, one.QuorumPort, one.ElectionPort) == (other.Id, other.QuorumPort, other.ElectionPort)
        && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => string.Join(", ", Ids);
}
