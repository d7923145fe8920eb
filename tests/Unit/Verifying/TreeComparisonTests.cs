using CsCheck;
using Ensembles.Verifying;
using ZooKeeper.Status;

namespace Unit.Verifying;

public sealed class TreeComparisonTests
{
    private const int UpTo = 1_000_000;

    private static FakeReplica[] Replicas(IEnumerable<string> paths, int count = 3)
    {
        var replicas = Enumerable.Range(1, count).Select(id => new FakeReplica($"server {id}")).ToArray();
        foreach (var (path, zxid) in paths.Select((path, index) => (path, index + 1)))
        {
            Array.ForEach(replicas, replica => replica.Put(path, $"data of {path}", zxid));
        }

        return replicas;
    }

    private static Task<TreeFindings> CompareAsync(FakeReplica[] replicas, int limit = 100_000) =>
        new TreeComparison([.. replicas], new Zxid(UpTo), limit, Waiting.Long).RunAsync();

    /// <summary>Trees of some breadth and depth: each number hangs a node below an earlier one.</summary>
    private static Gen<string[]> Trees => Gen.Int[0, 1000].Array[1, 80].Select(parents =>
    {
        var paths = new List<string> { "" };
        foreach (var parent in parents)
        {
            paths.Add($"{paths[parent % paths.Count]}/n{paths.Count}");
        }

        return paths.Skip(1).ToArray();
    });

    [Test]
    public async Task Equal_trees_are_equal_node_by_node()
    {
        var found = await CompareAsync(Replicas(["/a", "/a/b", "/a/b/c", "/d"]));

        Assert.That((found.Compared, found.Complete, found.Differences.Length), Is.EqualTo((5, true, 0)));
    }

    [Test]
    public async Task ZooKeepers_own_nodes_are_left_out()
    {
        var replicas = Replicas(["/zookeeper", "/zookeeper/quota", "/zookeeperish"]);
        replicas[0].SetData("/zookeeper/quota", "mine");

        Assert.That((await CompareAsync(replicas)).Compared, Is.EqualTo(2));
    }

    [Test]
    public async Task A_subtree_that_only_one_server_has_is_found_whole()
    {
        var replicas = Replicas(["/a"]);
        replicas[1].Put("/a/x", "1", 50);
        replicas[1].Put("/a/x/y", "2", 51);
        var paths = (await CompareAsync(replicas)).Differences.Select(one => one.Path);

        Assert.That(paths, Is.SupersetOf((string[])["/a/x", "/a/x/y"]));
    }

    [Test]
    public async Task What_was_deleted_during_the_walk_is_no_difference()
    {
        var replicas = Replicas(["/a", "/b"]);
        replicas[0].Remove("/b");
        replicas[1].AtSync = () => replicas[1].Remove("/b");
        replicas[2].AtSync = () => replicas[2].Remove("/b");
        var found = await CompareAsync(replicas);

        Assert.That(found.Differences, Is.Empty);
        Assert.That(found.Changed, Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task A_limit_is_kept_and_told()
    {
        var found = await CompareAsync(Replicas(Enumerable.Range(0, 50).Select(number => $"/n{number}")), limit: 20);

        Assert.That((found.Compared, found.Complete), Is.EqualTo((20, false)));
    }

    [Test]
    public async Task Protected_nodes_are_counted()
    {
        var replicas = Replicas(["/a", "/b"]);
        Array.ForEach(replicas, replica => replica.Protected.Add("/b"));
        var found = await CompareAsync(replicas);

        Assert.That((found.Compared, found.Protected, found.Differences.Length), Is.EqualTo((3, 1, 0)));
    }

    /// <summary>Whatever node of whichever server is removed, changed or made anew: it is found.</summary>
    [Test]
    public void A_single_difference_is_always_found() =>
        Gen.Select(Trees, Gen.Int[0, int.MaxValue], Gen.Int[0, 2], Gen.Int[0, 4]).Sample((paths, pick, server, harm) =>
        {
            var replicas = Replicas(paths);
            var victim = paths[pick % paths.Length];
            var replica = replicas[server];
            switch (harm)
            {
                case 0: replica.Remove(victim); break;
                case 1: replica.SetData(victim, $"Data of {victim}"); break;
                case 2: replica.Change(victim, stat => stat with { Version = stat.Version + 1 }); break;
                case 3: replica.Change(victim, stat => stat with { Mzxid = stat.Mzxid + 1 }); break;
                default: replica.Put(victim += "/new", "", 2); break;
            }

            return CompareAsync(replicas).GetAwaiter().GetResult().Differences.Any(one => one.Path == victim);
        });

    [Test]
    public void Equal_trees_have_no_difference() => Trees.Sample(paths =>
    {
        var found = CompareAsync(Replicas(paths)).GetAwaiter().GetResult();
        return found.Differences.IsEmpty && found.Complete && found.Compared == paths.Length + 1;
    });
}
