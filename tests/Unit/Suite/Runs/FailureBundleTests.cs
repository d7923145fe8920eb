using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Suite.Workflows.Bundles;
using Unit.Planning;

namespace Unit.Suite.Runs;

internal sealed class FailureBundleTests
{
    private const string Key = """
        -----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE
        bm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQy
        -----END OPENSSH PRIVATE KEY-----
        """;

    [Test]
    public async Task It_holds_every_text_under_one_folder_and_no_secret()
    {
        using var folder = new TemporaryFolder();
        var inventory = Given.Inventory(3, MembershipKind.Dynamic) with
        {
            Superuser = new("s3cr3t-p4ss"),
            Security = new()
            {
                Users = ImmutableSortedDictionary<string, Secret>.Empty.Add("app", new("s4cr3t-app")),
                QuorumUser = new("zk", new("s4cr3t-quorum")),
            },
            Connection = new()
            {
                Kind = ConnectionKind.Ssh, Key = folder.Write("key", Key), Passphrase = new("open sesame"),
                Password = new("letmein"),
            },
        };
        (string, string)[] texts =
        [
            ("failure.txt", "cannot log in with letmein or open sesame"),
            ("servers/1/conf/zoo.cfg",
                "tickTime=500\nDigestAuthenticationProvider.superDigest=super:abcdefgh=\n" +
                "ssl.keyStore.password = hidden1"),
            ("servers/1/conf/java.env", "SERVER_JVMFLAGS='-Dzookeeper.ssl.trustStore.password=hidden2 -Xmx1g'"),
            ("servers/1/logs/zookeeper.log", "auth super:s3cr3t-p4ss\n" + Key + "\nkept"),
            ("report.json", """{ "password": "hidden3", "took": 12 }"""),
            ("inventory.yml", "users: { app: s4cr3t-app }\nzk is s4cr3t-quorum\nsuperuser: { password: hidden4 }\nbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQy"),
        ];

        var path = Path.Combine(folder.Path, FailureBundle.FileName);
        await FailureBundle.WriteAsync(path, "test-1", texts, Masking.Of(inventory), new(), CancellationToken.None);
        var entries = Read(path);

        Assert.That(entries.Keys, Is.EquivalentTo(texts.Select(text => $"test-1/{text.Item1}")));
        foreach (var secret in new[]
        {
            "s3cr3t-p4ss", "letmein", "open sesame", "abcdefgh", "hidden1", "hidden2", "hidden3", "hidden4", "s4cr3t",
            "b3BlbnNzaC1r",
            "bm9uZQAAAAAA",
        })
        {
            Assert.That(entries.Values, Has.None.Contain(secret), secret);
        }

        Assert.That(entries["test-1/servers/1/conf/zoo.cfg"], Does.StartWith("tickTime=500\n"));
        Assert.That(entries["test-1/servers/1/conf/java.env"], Does.Contain("-Xmx1g"));
        Assert.That(entries["test-1/servers/1/logs/zookeeper.log"], Does.EndWith("\nkept"));
        Assert.That(entries["test-1/report.json"], Does.Contain("\"took\": 12"));
    }

    [Test]
    public void A_private_key_that_was_cut_off_is_masked_too() => Assert.That(
        new Masking([]).Apply("a\n-----BEGIN PRIVATE KEY-----\nMIIEvQ"), Is.EqualTo("a\n*** private key ***"));

    [Test]
    public void Names_that_a_host_gives_lead_nowhere_else() => Assert.That(
        HostEvidence.Sections("noise\n==t conf/../../x\none\ntwo\n\n==t logs/a.log\n", "==t"),
        Is.EqualTo(new[] { ("conf/x", "one\ntwo\n"), ("logs/a.log", "") }));

    private static Dictionary<string, string> Read(string path)
    {
        using var archive = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var entries = new Dictionary<string, string>();
        while (archive.GetNextEntry(copyData: true) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            entries[entry.Name] = reader.ReadToEnd();
        }

        return entries;
    }
}
