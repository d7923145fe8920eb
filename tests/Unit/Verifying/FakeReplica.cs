using System.Collections.Immutable;
using Ensembles.Verifying;
using ZooKeeper.Client;

namespace Unit.Verifying;

/// <summary>A tree in memory, as a server would show it.</summary>
internal sealed class FakeReplica(string name) : IReplica
{
    private readonly Dictionary<string, (Stat Stat, byte[] Data)> nodes = new(StringComparer.Ordinal)
    {
        ["/"] = (Plain(0), []),
    };

    public string Name { get; } = name;

    public HashSet<string> Protected { get; } = new(StringComparer.Ordinal);

    /// <summary>What happens at the next sync, so after the first look at everything.</summary>
    public Action? AtSync { get; set; }

    public int Reads { get; private set; }

    public IReadOnlyCollection<string> Paths => nodes.Keys;

    public static Stat Plain(long zxid) => new(zxid, zxid, 1, 1, 0, 0, 0, 0, 0, 0, zxid);

    public void Put(string path, string data, long zxid) =>
        Put(path, Plain(zxid) with { DataLength = data.Length }, data);

    public void Put(string path, Stat stat, string data = "") =>
        nodes[path] = (stat, System.Text.Encoding.ASCII.GetBytes(data));

    public void Change(string path, Func<Stat, Stat> change) =>
        nodes[path] = (change(nodes[path].Stat), nodes[path].Data);

    public void SetData(string path, string data) =>
        nodes[path] = (nodes[path].Stat, System.Text.Encoding.ASCII.GetBytes(data));

    public void Remove(string path) => nodes.Remove(path);

    public Task SyncAsync()
    {
        AtSync?.Invoke();
        AtSync = null;
        return Task.CompletedTask;
    }

    public async Task<Reading> ReadAsync(string path)
    {
        await Task.Yield();
        lock (nodes)
        {
            Reads++;
            return !nodes.TryGetValue(path, out var node) ? Reading.Missing
                : Protected.Contains(path) ? new Reading(Sight.StatOnly, Counted(path, node.Stat))
                : new Reading(Sight.All, Counted(path, node.Stat), node.Data);
        }
    }

    public Task<ImmutableArray<string>> ChildrenAsync(string path)
    {
        lock (nodes)
        {
            return Task.FromResult(Children(path));
        }
    }

    private Stat Counted(string path, Stat stat) => stat with { NumChildren = Children(path).Length };

    private ImmutableArray<string> Children(string path)
    {
        var prefix = path == "/" ? "/" : path + "/";
        return
        [
            .. nodes.Keys
                .Where(node => node.Length > prefix.Length && node.StartsWith(prefix, StringComparison.Ordinal))
                .Select(node => node[prefix.Length..])
                .Where(node => !node.Contains('/', StringComparison.Ordinal)),
        ];
    }
}
