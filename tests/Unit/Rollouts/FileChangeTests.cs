using Ensembles.Rollouts;
using Suite.Reports;
using Unit.Rendering;

namespace Unit.Rollouts;

/// <summary>What is told of a file that changes.</summary>
public sealed class FileChangeTests
{
    private const string Secrets =
        "settings: { ssl: { keyStore: { password: new-secret } }, maxClientCnxns: 77 }\n" +
        "java: { flags: [\"-Djavax.net.ssl.trustStorePassword=new-secret\"] }";

    [Test]
    public void A_unified_diff_shows_what_comes_and_goes_and_a_little_around_it()
    {
        var change = Change("log4j.properties", text => text.Replace("10MB", "20MB"));

        Assert.That(change.Diff(), Is.EqualTo(new[]
        {
            "@@ -2,5 +2,5 @@",
            " log4j.appender.FILE=org.apache.log4j.RollingFileAppender",
            " log4j.appender.FILE.File=/srv/zk/1/log/zookeeper.log",
            "-log4j.appender.FILE.MaxFileSize=20MB",
            "+log4j.appender.FILE.MaxFileSize=10MB",
            " log4j.appender.FILE.MaxBackupIndex=10",
            " log4j.appender.FILE.layout=org.apache.log4j.PatternLayout",
        }));
    }

    [Test]
    public void Of_a_zoo_cfg_that_ZooKeeper_wrote_anew_only_keys_count()
    {
        var change = Change("zoo.cfg", text => string.Join('\n', text.Split('\n')
            .Where(line => line.Contains('=')).Reverse().Select(line => line.Replace("=77", "=60"))));

        Assert.That(change.Diff(), Has.Length.EqualTo(3));
        Assert.That(change.Diff().Skip(1), Is.EqualTo(new[] { "-maxClientCnxns=60", "+maxClientCnxns=77" }));
    }

    [TestCase("zoo.cfg", "ssl.keyStore.password")]
    [TestCase("zoo.cfg", "DigestAuthenticationProvider.superDigest")]
    [TestCase("java.env", "SERVER_JVMFLAGS")]
    public void A_secret_shows_that_it_changes_and_never_itself(string name, string key)
    {
        var change = Change(name, text => string.Join('\n', text.Split('\n')
            .Select(line => line.StartsWith(key, StringComparison.Ordinal) ? $"{key}=old-password-secret" : line)));

        Assert.That(change.Diff(), Does.Contain($"-{key}=***").And.Contain($"+{key}=***"));
        Assert.That(string.Join('\n', change.Diff()), Does.Not.Contain("secret").And.Not.Contain("hunter2"));
    }

    [Test]
    public void A_secret_that_is_no_longer_there_is_not_shown_either()
    {
        var change = Change("logback.xml", text => text + "<!-- password=secret -->\n");

        Assert.That(string.Join('\n', change.Diff()), Does.Contain("-<!-- password=***").And.Not.Contain("secret"));
    }

    [Test]
    public void The_same_change_of_several_servers_is_shown_once_and_a_long_one_cut()
    {
        var changes = new[] { 1, 2, 3 }.Select(id => Change(
            "logback.xml", text => string.Concat(Enumerable.Repeat("old\n", 100)), id) with { });

        var lines = ChangesView.Lines(changes.Select(change => change with
        {
            File = change.File with { Content = "new\n" },
        })).ToList();

        Assert.That(lines.Take(3), Is.EqualTo(
            new[] { 1, 2, 3 }.Select(id => $"  server {id}: /srv/zk/{id}/conf/logback.xml")));
        Assert.That(lines, Has.Count.EqualTo(3 + 40 + 1));
        Assert.That(lines[^1], Is.EqualTo("    … 62 more lines"));
    }

    [Test]
    public void A_new_file_is_only_named()
    {
        var change = Change("java.env", text => text) with { Former = null };

        Assert.That(
            ChangesView.Lines([change]), Is.EqualTo(new[] { "  server 1: /srv/zk/1/conf/java.env (new)" }));
    }

    private static FileChange Change(string name, Func<string, string> former, int id = 1)
    {
        var inventory = Wanted.Inventory("3.9.6", more: Secrets);
        var file = Wanted.Render(inventory, id, Wanted.Initial(inventory)).Single(file => file.Name == name);
        return new(inventory.Servers.Single(server => server.Id == id), file, former(file.Content));
    }
}
