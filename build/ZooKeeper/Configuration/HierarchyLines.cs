using System.Globalization;

namespace ZooKeeper.Configuration;

/// <summary>
/// The lines <c>group.ID=SERVER:SERVER…</c> and <c>weight.SERVER=N</c> (QuorumHierarchical.parse): read into server
/// lines and written from them. A participant without a weight of its own has 1.
/// </summary>
public static class HierarchyLines
{
    public static bool IsKey(string key) =>
        key.StartsWith("group.", StringComparison.Ordinal) || key.StartsWith("weight.", StringComparison.Ordinal);

    /// <summary>Ordered: groups by id, then weights by server; empty where no server has a group.</summary>
    public static IEnumerable<(string Key, string Value)> Of(IEnumerable<ServerLine> servers)
    {
        var voters = servers.Where(server => server.Group is not null).OrderBy(server => server.Id).ToList();
        return voters.GroupBy(server => server.Group!.Value).OrderBy(group => group.Key)
            .Select(group => (Text("group.", group.Key), string.Join(':', group.Select(server => Text("", server.Id)))))
            .Concat(voters.Select(server => (Text("weight.", server.Id), Text("", server.Weight))));
    }

    /// <summary>The server with its group and weight; of an observer neither counts.</summary>
    internal static ServerLine Apply(ServerLine server, IReadOnlyDictionary<string, string> lines)
    {
        if (server.Role == Role.Observer || !lines.Keys.Any(IsKey))
        {
            return server;
        }

        var group = lines.Where(line => line.Key.StartsWith("group.", StringComparison.Ordinal)
            && Ids(line.Value).Contains(server.Id)).Select(line => Number(line.Key["group.".Length..])).FirstOrDefault();
        return server with
        {
            Group = group,
            Weight = lines.TryGetValue(Text("weight.", server.Id), out var weight)
                ? (int)Math.Clamp(Number(weight) ?? 1, 0, int.MaxValue) : 1,
        };
    }

    /// <summary>
    /// The lines of these that no list of servers with groups and weights says: a group that names who is no
    /// participant, a participant in no group or in two, what is no number.
    /// </summary>
    public static IEnumerable<(string Line, string Why)> Odd(
        IReadOnlyDictionary<string, string> lines, IEnumerable<ServerLine> servers)
    {
        var voters = servers.Where(server => server.Role == Role.Participant).Select(server => server.Id).ToHashSet();
        HashSet<long> grouped = [];
        foreach (var (key, value) in lines.Where(line => IsKey(line.Key)).OrderBy(line => line.Key, StringComparer.Ordinal))
        {
            var line = $"{key}={value}";
            var isGroup = key.StartsWith("group.", StringComparison.Ordinal);
            if (Number(key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..]) is null
                || (isGroup ? Ids(value).Contains(null) : Number(value) is null or < 0 or > int.MaxValue))
            {
                yield return (line, "it holds what is no number");
                continue;
            }

            foreach (var id in isGroup ? Ids(value).OfType<long>() : [])
            {
                if (!voters.Contains(id))
                {
                    yield return (line, $"it names server {Text("", id)}, which is no participant");
                }
                else if (!grouped.Add(id))
                {
                    yield return (line, $"server {Text("", id)} is in two groups");
                }
            }
        }

        var first = lines.Where(line => IsKey(line.Key)).Select(line => $"{line.Key}={line.Value}").FirstOrDefault();
        foreach (var id in voters.Except(grouped).Where(_ => first is not null).Order())
        {
            yield return (first!, $"server {Text("", id)} is in no group");
        }
    }

    private static IEnumerable<long?> Ids(string value) => value.Split(':').Select(Number);

    private static long? Number(string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;

    private static string Text(string prefix, long number) => prefix + number.ToString(CultureInfo.InvariantCulture);
}
