using Ensembles.Observing;
using Suite.Reports;

namespace Unit.Reports;

/// <summary>What is told of files that change.</summary>
public sealed class ChangesViewTests
{
    [Test]
    public void The_same_change_of_several_servers_is_shown_once_with_what_comes_and_goes()
    {
        var lines = ChangesView.Lines(
        [
            ChangedFile.Of(
                1, "/a/1/zoo.cfg", "# by hand\nmaxClientCnxns=60\ntickTime=500\n", "tickTime=500\nmaxClientCnxns=77\n"),
            ChangedFile.Of(2, "/a/2/zoo.cfg", "tickTime=500\nmaxClientCnxns=60\n", "maxClientCnxns=77\ntickTime=500\n"),
            ChangedFile.Of(3, "/a/3/zoo.cfg", "tickTime=500\nmaxClientCnxns=50\n", "maxClientCnxns=77\ntickTime=500\n"),
        ]);

        Assert.That(lines, Is.EqualTo(new[]
        {
            "  server 1: /a/1/zoo.cfg", "  server 2: /a/2/zoo.cfg",
            "    -maxClientCnxns=60", "    +maxClientCnxns=77", "     tickTime=500",
            "  server 3: /a/3/zoo.cfg",
            "    -maxClientCnxns=50", "    +maxClientCnxns=77", "     tickTime=500",
        }));
    }

    [TestCase("/a/zoo.cfg", "ssl.keyStore.password=", "    +ssl.keyStore.password=*** (another one)")]
    [TestCase(
        "/a/zoo.cfg", "DigestAuthenticationProvider.superDigest=",
        "    +DigestAuthenticationProvider.superDigest=*** (another one)")]
    [TestCase(
        "/a/java.env", "SERVER_JVMFLAGS=-Xmx2g -Djavax.net.ssl.trustStorePassword=",
        "    +SERVER_JVMFLAGS=-Xmx2g -Djavax.net.ssl.trustStorePassword=***")]
    public void A_secret_is_never_shown(string path, string key, string line)
    {
        var lines = ChangesView.Lines([ChangedFile.Of(1, path, key.Replace("2g", "1g") + "s3cret", key + "hunter2")])
            .ToList();

        Assert.That(lines, Does.Contain(line));
        Assert.That(string.Join('\n', lines), Does.Not.Contain("s3cret").And.Not.Contain("hunter2"));
    }

    [Test]
    public void A_long_change_is_cut_and_the_rest_counted()
    {
        var lines = ChangesView.Lines(
            [ChangedFile.Of(1, "/a/logback.xml", string.Concat(Enumerable.Repeat("old\n", 100)), "new\n")]).ToList();

        Assert.That(lines, Has.Count.EqualTo(1 + 40 + 1));
        Assert.That(lines[^1], Is.EqualTo("    … 61 more lines"));
    }

    [Test]
    public void A_new_file_is_only_named() => Assert.That(
        ChangesView.Lines([ChangedFile.Of(4, "/a/java.env", null, "1\n2\n")]),
        Is.EqualTo(new[] { "  server 4: /a/java.env (new)" }));
}
