using System.Text;
using Lab;
using ZooKeeper.Client;

namespace Integration.ZooKeeper;

/// <summary>Every operation on a real standalone server of every release.</summary>
[TestFixtureSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.All))]
[Parallelizable(ParallelScope.Self)]
public sealed class OperationTests(string version)
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("données");
    private RealEnsemble ensemble = null!;
    private ZooKeeperClient client = null!;
    private string root = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        ensemble = await RealEnsemble.StartAsync(version);
        client = await Clients.ConnectAsync(ensemble.Servers);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await client.DisposeAsync();
        await ensemble.DisposeAsync();
    }

    [SetUp]
    public async Task MakeRootAsync() =>
        root = await client.CreateAsync("/t", default, CreateMode.PersistentSequential);

    [Test]
    public async Task A_node_is_made_read_changed_and_removed()
    {
        var path = await client.CreateAsync(root + "/é", Data);
        var made = await client.GetDataAsync(path);
        var changed = await client.SetDataAsync(path, "x"u8.ToArray(), version: 0);
        await client.DeleteAsync(path, version: 1);

        Assert.That((path, made.Text), Is.EqualTo((root + "/é", "données")));
        Assert.That((made.Stat.Version, made.Stat.DataLength), Is.EqualTo((0, Data.Length)));
        Assert.That((changed.Version, changed.Czxid), Is.EqualTo((1, made.Stat.Czxid)));
        Assert.That(await client.ExistsAsync(path), Is.Null);
        Assert.That(client.LastZxid, Is.GreaterThan(changed.Mzxid));
    }

    [Test]
    public async Task What_cannot_be_done_is_refused_by_its_own_type()
    {
        await client.CreateAsync(root + "/full");
        await client.CreateAsync(root + "/full/child");
        await client.CreateAsync(root + "/brief", default, CreateMode.Ephemeral);

        Assert.That(() => client.CreateAsync(root), Throws.TypeOf<NodeExistsException>());
        Assert.That(() => client.CreateAsync(root + "/a/b"), Throws.TypeOf<NoNodeException>());
        Assert.That(() => client.CreateAsync(root + "/brief/a"), Throws.TypeOf<NoChildrenForEphemeralsException>());
        Assert.That(() => client.CreateAsync(root + "/c", acl: []), Throws.TypeOf<InvalidAclException>());
        Assert.That(() => client.DeleteAsync(root + "/full"), Throws.TypeOf<NotEmptyException>());
        Assert.That(() => client.DeleteAsync(root + "/none"), Throws.TypeOf<NoNodeException>());
        Assert.That(() => client.SetDataAsync(root, default, version: 9), Throws.TypeOf<BadVersionException>());
        Assert.That(() => client.GetDataAsync(root + "/none"), Throws.TypeOf<NoNodeException>());
        Assert.That(() => client.GetChildrenAsync(root + "/none"), Throws.TypeOf<NoNodeException>());
    }

    [Test]
    public async Task Sequential_nodes_are_numbered_and_children_are_listed()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 12)
            .Select(_ => client.CreateAsync(root + "/n-", default, CreateMode.PersistentSequential)));

        var children = await client.GetChildrenAsync(root);

        Assert.That(made, Is.EqualTo(Enumerable.Range(0, 12).Select(i => $"{root}/n-{i:D10}")));
        Assert.That(children.Names.Select(name => $"{root}/{name}"), Is.EquivalentTo(made));
        Assert.That(children.Stat.NumChildren, Is.EqualTo(12));
    }

    [Test]
    public async Task A_transaction_happens_as_a_whole_or_not_at_all()
    {
        var results = await client.MultiAsync(
        [
            new MultiOperation.Create(root + "/a", Data), new MultiOperation.SetData(root, Data),
            new MultiOperation.Check(root, 1), new MultiOperation.Delete(root + "/a"),
        ]);
        var failed = (await Assert.ThrowsAsync<BadVersionException>(() => client.MultiAsync(
            [new MultiOperation.Create(root + "/b"), new MultiOperation.Check(root, 7)])))!;

        Assert.That(results[0], Is.EqualTo(new MultiResult.Created(root + "/a")));
        Assert.That(((MultiResult.DataSet)results[1]).Stat.Version, Is.EqualTo(1));
        Assert.That(results[2..], Is.EqualTo(new MultiResult[]
        {
            new MultiResult.Checked(), new MultiResult.Deleted(),
        }));
        Assert.That((failed.Part, failed.Path), Is.EqualTo((1, root)));
        Assert.That(await client.ExistsAsync(root + "/b"), Is.Null);
        Assert.That(await client.MultiAsync([]), Is.Empty);
    }

    [Test]
    public async Task A_digest_opens_what_it_locked_and_to_nobody_else()
    {
        await using var owner = await Clients.ConnectAsync(ensemble.Servers);
        await owner.AddDigestAsync("anna", "secret");
        var path = await owner.CreateAsync(root + "/mine", Data, acl: Acl.CreatorOnly);

        var entries = (await owner.GetAclAsync(path)).Entries;
        Assert.That(entries, Is.EqualTo(new[] { Acl.Digest(new DigestCredential("anna", "secret")) }));
        Assert.That(() => client.GetDataAsync(path), Throws.TypeOf<NoAuthException>());
        Assert.That(
            () => client.CreateAsync(root + "/x", acl: Acl.CreatorOnly), Throws.TypeOf<InvalidAclException>());

        var stat = await owner.SetAclAsync(path, Acl.ReadableByAll, version: 0);
        Assert.That(stat.Aversion, Is.EqualTo(1));
        Assert.That((await client.GetDataAsync(path)).Text, Is.EqualTo("données"));
        Assert.That(() => client.SetDataAsync(path, default), Throws.TypeOf<NoAuthException>());
        Assert.That(() => owner.SetAclAsync(path, Acl.OpenToAll, version: 0), Throws.InstanceOf<ZooKeeperException>());
    }

    [Test]
    public async Task Credentials_of_the_options_open_as_well()
    {
        var credential = new DigestCredential("ben", "pass:word");
        var path = await client.CreateAsync(root + "/his", Data, acl: [Acl.Digest(credential)]);

        await using var owner = await ZooKeeperClient.ConnectAsync(
            Clients.Options(ensemble.Servers) with { Credentials = [credential] });

        Assert.That((await owner.GetDataAsync(path)).Text, Is.EqualTo("données"));
    }

    [Test]
    public async Task Create2_brings_the_stat_where_the_release_has_it()
    {
        await using var own = await Clients.ConnectAsync(ensemble.Servers);
        if (version.StartsWith("3.4", StringComparison.Ordinal))
        {
            // The server hangs up on an operation it does not know: the session goes on.
            Assert.That(() => own.Create2Async(root + "/a"), Throws.TypeOf<UnimplementedException>());
            Assert.That(await Clients.InsistAsync(() => own.ExistsAsync(root)), Is.Not.Null);
        }
        else
        {
            var made = await own.Create2Async(root + "/a", Data);
            Assert.That(made, Is.EqualTo(new CreatedNode(root + "/a", (await client.ExistsAsync(root + "/a"))!)));
        }
    }

    [Test]
    public async Task The_configuration_node_of_a_standalone_server_is_empty_or_absent()
    {
        ConfigurationNode expected = version.StartsWith("3.4", StringComparison.Ordinal)
            ? new ConfigurationNode.Absent() : new ConfigurationNode.Empty();

        Assert.That(await client.GetConfigurationAsync(), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_list_of_children_larger_than_a_servers_own_limit_is_read()
    {
        var filler = new string('x', 200);
        await Task.WhenAll(Enumerable.Range(0, 6000).Select(i => client.CreateAsync($"{root}/{filler}{i}")));

        Assert.That((await client.GetChildrenAsync(root)).Names, Has.Length.EqualTo(6000));
    }

    [Test]
    public async Task A_request_larger_than_the_server_takes_costs_the_connection_and_not_the_session()
    {
        await using var own = await Clients.ConnectAsync(ensemble.Servers);
        var session = own.SessionId;

        Assert.That(
            () => own.CreateAsync(root + "/big", new byte[3 * 1024 * 1024]), Throws.TypeOf<ConnectionLossException>());

        Assert.That(await Clients.InsistAsync(() => own.ExistsAsync(root + "/big")), Is.Null);
        Assert.That(own.SessionId, Is.EqualTo(session));
    }
}
