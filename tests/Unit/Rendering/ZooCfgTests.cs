using Ensembles.Membership;
using Ensembles.Rendering;

namespace Unit.Rendering;

internal sealed class ZooCfgTests
{
    /// <summary>
    /// What 3.9 left of a rendered file after its first election: no comments, another order, a new pointer.
    /// </summary>
    private const string Rewritten = """
        autopurge.purgeInterval=24
        initLimit=10
        syncLimit=5
        maxClientCnxns=60
        4lw.commands.whitelist=srvr, mntr, conf, hash, isro, ruok
        dataLogDir=/log/zk/1
        tickTime=3000
        dataDir=/srv/zk/1/data
        standaloneEnabled=false
        admin.serverPort=8080
        admin.serverAddress=127.0.0.1
        reconfigEnabled=true
        db.autocreate=false
        DigestAuthenticationProvider.superDigest=super:abc=
        autopurge.snapRetainCount=3
        globalOutstandingLimit=2000
        dynamicConfigFile=/srv/zk/1/conf/zoo.cfg.dynamic.100000000

        """;

    [TestCase("3.9.5", false)]
    [TestCase("3.10.0", true)]
    public void The_AdminServer_is_switched_on_where_it_is_off_by_default(string version, bool written)
    {
        var inventory = Wanted.Inventory(version);

        Assert.That(Wanted.ZooCfg(inventory, 1, Wanted.Initial(inventory)).Contains("admin.enableServer=true"),
            Is.EqualTo(written));
    }

    [Test]
    public void A_rewritten_file_differs_by_its_values_only()
    {
        var wanted = ZooCfg.Parse(Wanted.ZooCfg(Wanted.Inventory("3.9.6"), 1, ZooCfg.Parse(Rewritten).Kept!));

        var differences = ZooCfg.Parse(Rewritten).Differences(wanted);

        Assert.That(differences.Select(difference => difference.ToString()), Is.EqualTo([
            "DigestAuthenticationProvider.superDigest has another secret value",
            "globalOutstandingLimit=2000 is not wanted",
            "tickTime=3000, wanted 2000",
        ]));
    }

    [Test]
    public void The_merged_file_keeps_the_pointer_and_brings_the_rest()
    {
        var inventory = Wanted.Inventory("3.9.6");

        var merged = ZooCfg.Parse(Wanted.ZooCfg(inventory, 1, ZooCfg.Parse(Rewritten).Kept!));

        Assert.That(merged["dynamicConfigFile"], Is.EqualTo("/srv/zk/1/conf/zoo.cfg.dynamic.100000000"));
        Assert.That(merged["tickTime"], Is.EqualTo("2000"));
        Assert.That(merged["globalOutstandingLimit"], Is.Null);
        Assert.That(
            merged.Entries.Select(entry => entry.Key),
            Has.None.StartsWith("server.").And.None.StartsWith("clientPort"));
        Assert.That(merged.Kept, Is.EqualTo(ZooCfg.Parse(Rewritten).Kept));
    }

    [Test]
    public void A_file_is_no_different_from_itself_after_ZooKeeper_wrote_it_anew()
    {
        var inventory = Wanted.Inventory("3.9.6");
        var initial = ZooCfg.Parse(Wanted.ZooCfg(inventory, 1, Wanted.Initial(inventory)));

        // As QuorumPeerConfig.editStaticConfig: any order, no comments, the pointer to the new file.
        var entries = initial.Entries.Where(entry => entry.Key != "dynamicConfigFile").Reverse();
        string rewritten = string.Concat(entries.Select(entry => $"{entry.Key}={entry.Value}\n"))
            + "dynamicConfigFile=/srv/zk/1/conf/zoo.cfg.dynamic.100000000\n";

        Assert.That(ZooCfg.Parse(rewritten).Differences(initial), Is.Empty);
        Assert.That(initial.Differences(ZooCfg.Parse(rewritten)), Is.Empty);
    }

    [Test]
    public void From_static_to_dynamic_every_line_counts()
    {
        var inventory = Wanted.Inventory("3.9.6");
        var before = ZooCfg.Parse(Wanted.ZooCfg(inventory, 1, Wanted.Static(inventory)));
        var wanted = ZooCfg.Parse(Wanted.ZooCfg(inventory, 1, Wanted.Initial(inventory)));

        Assert.That(before.Differences(wanted).Select(difference => difference.Key), Is.EqualTo([
            "DigestAuthenticationProvider.superDigest", "clientPort", "dynamicConfigFile", "reconfigEnabled",
            "server.1", "server.2", "server.3", "server.4", "standaloneEnabled",
        ]));
        Assert.That(
            before.Differences(wanted)[0].ToString(),
            Is.EqualTo("DigestAuthenticationProvider.superDigest=*** is missing"));
    }

    [TestCase("", "", 0)]
    [TestCase("server.1=a:1:2", "", 2, Description = "it comes from an ensemble")]
    [TestCase("", "server.1=a:1:2", 2, Description = "it goes into one")]
    [TestCase("dynamicConfigFile=/a.dynamic.1", "", 2)]
    public void Limits_of_followers_mean_nothing_to_a_standalone_server(string inForce, string wanted, int limits) =>
        Assert.That(
            ZooCfg.Parse($"initLimit=10\nsyncLimit=5\n{inForce}\n").Differences(ZooCfg.Parse(wanted))
                .Count(difference => difference.Key.EndsWith("Limit", StringComparison.Ordinal)),
            Is.EqualTo(limits));

    [Test]
    public void A_client_port_beside_the_pointer_is_kept() =>
        Assert.That(ZooCfg.Parse("clientPort=2181\ndynamicConfigFile=/a.dynamic.1\n").Kept,
            Is.EqualTo(new MembershipForm.DynamicKept("/a.dynamic.1", ClientPort: true)));

    [TestCase("a=b", "a|b")]
    [TestCase("  a  =  b  ", "a|b")]
    [TestCase("a:b=c", "a|b=c")]
    [TestCase("a b = c", "a|b = c")]
    [TestCase("a\t:\tb", "a|b")]
    [TestCase("a", "a|")]
    [TestCase("a=", "a|")]
    [TestCase("# c\n! d\n\na=1", "a|1")]
    [TestCase("a=1 # not a comment", "a|1 # not a comment")]
    [TestCase("a=1,\\\n   2", "a|1,2")]
    [TestCase("a=1\\\\\nb=2", "a|1\\;b|2")]
    [TestCase("a=1\\\n# 2", "a|1# 2")]
    [TestCase("a\\=b=c", "a=b|c")]
    [TestCase("a\\ b=c", "a b|c")]
    [TestCase("a=\\u0041\\t\\q", "a|A\tq")]
    [TestCase("a=1\r\nb=2\r\n", "a|1;b|2")]
    [TestCase("a=1\nb=2\na=3", "a|3;b|2")]
    [TestCase("a=1\\", "a|1")]
    public void Reads_properties_as_Java_does(string text, string expected) =>
        Assert.That(
            string.Join(';', ZooCfg.Parse(text).Entries.Select(entry => $"{entry.Key}|{entry.Value}")),
            Is.EqualTo(expected));
}
