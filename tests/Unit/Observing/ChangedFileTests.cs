using System.Collections.Immutable;
using Ensembles.Observing;
using Unit.Planning;

namespace Unit.Observing;

internal sealed class ChangedFileTests
{
    [Test]
    public void Zoo_cfg_is_compared_by_its_keys() => Assert.That(
        Lines("zoo.cfg", "# by hand\nsyncLimit=5\ntickTime=2000\n", "tickTime=2000\nsyncLimit=5\nclientPort=2181\n"),
        Is.EqualTo(["+clientPort=2181", " syncLimit=5", " tickTime=2000"]));

    [Test]
    public void Comments_and_order_of_zoo_cfg_are_no_change() =>
        Assert.That(Between("zoo.cfg", "# by hand\na=1\nb=2\n", "b=2\na=1\n"), Is.Empty);

    [Test]
    public void What_ZooKeeper_points_to_is_its_own_affair() => Assert.That(
        Between("zoo.cfg", "dynamicConfigFile=/etc/zoo.cfg.dynamic.1\n", "dynamicConfigFile=/etc/zoo.cfg.dynamic.2\n"),
        Is.Empty);

    [Test]
    public void Only_what_is_near_a_change_is_shown() => Assert.That(
        Lines("java.env", "1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nfour\n5\n6\n7\n"),
        Is.EqualTo(["…", " 2", " 3", "-4", "+four", " 5", " 6", "…"]));

    [Test]
    public void A_new_file_and_one_that_is_gone_are_all_lines()
    {
        Assert.That(Lines("java.env", null, "1\n2\n"), Is.EqualTo(["+1", "+2"]));
        Assert.That(Lines("java.env", "1\n2\n", null), Is.EqualTo(["-1", "-2"]));
    }

    [TestCase(
        "zoo.cfg", "DigestAuthenticationProvider.superDigest=super:OLD\n",
        "DigestAuthenticationProvider.superDigest=super:NEW\n")]
    [TestCase("zoo.cfg", "ssl.keyStore.password=OLD\n", "ssl.keyStore.password=NEW\n")]
    [TestCase(
        "java.env", "F='-Djavax.net.ssl.keyStorePassword=OLD -Da=1'\n",
        "F='-Djavax.net.ssl.keyStorePassword=NEW -Da=2'\n")]
    public void Secrets_are_masked(string file, string before, string after)
    {
        var lines = string.Join('\n', Lines(file, before, after));

        Assert.That(lines, Does.Contain("***").And.Not.Contain("OLD").And.Not.Contain("NEW"));
    }

    [Test]
    public void A_changed_secret_is_told_without_it() => Assert.That(
        Lines("zoo.cfg", "a.superDigest=super:OLD\n", "a.superDigest=super:NEW\n"),
        Is.EqualTo(["-a.superDigest=***", "+a.superDigest=*** (another one)"]));

    [Test]
    public void The_members_that_ZooKeeper_keeps_are_a_file()
    {
        var before = Seen.Of(Given.Follows(1, Given.Dynamic(1, 2)));
        var after = Seen.Of(Given.Follows(1, Given.Dynamic(1, 2, 3)));
        var change = ChangedFile.Between(before, after).Single();

        Assert.That(change.Path, Is.EqualTo("/etc/zookeeper/zoo.cfg.dynamic"));
        Assert.That(change.Lines.Where(line => line[0] == '+').Single(), Does.StartWith("+server.3="));
    }

    private static ImmutableArray<string> Lines(string file, string? before, string? after) =>
        Between(file, before, after).Single().Lines;

    private static ImmutableArray<ChangedFile> Between(string file, string? before, string? after) =>
        ChangedFile.Between(With(file, before), With(file, after));

    private static Observation With(string file, string? text) => new(
    [
        Seen.Server(Given.Empty(1)) with
        {
            Files = text is null
                ? ImmutableSortedDictionary<string, string>.Empty
                : ImmutableSortedDictionary<string, string>.Empty.Add($"/etc/zookeeper/{file}", text),
        },
    ]);
}
