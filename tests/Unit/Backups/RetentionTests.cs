using System.Collections.Immutable;
using Ensembles.Backups;

namespace Unit.Backups;

/// <summary>Which backups go: never the newest, never one that is not known to be ours.</summary>
internal sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [TestCase(null, null, "")]
    [TestCase(2, null, "20300101 20300110 20300120")]
    [TestCase(null, 15, "20300101 20300110")]
    [TestCase(4, 15, "20300101 20300110")]
    [TestCase(2, 15, "20300101 20300110 20300120")]
    [TestCase(1, 1, "20300101 20300110 20300120 20300130")]
    public void By_number_and_by_age_the_oldest_go(int? keep, int? days, string leaving) => Assert.That(
        string.Join(' ', new BackupRetention(keep, days).Leaving(Five(), "ours", Now)), Is.EqualTo(leaving));

    [Test]
    public void The_newest_stays_however_old_it_is() =>
        Assert.That(new BackupRetention(1, 1).Leaving(Five(), "ours", Now.AddYears(10)), Does.Not.Contain("20300131"));

    [Test]
    public void What_is_not_known_to_be_ours_stays_and_is_not_counted()
    {
        var there = Five();
        there["20300101"] = there["20300101"] with { Ensemble = "theirs" };
        there["20300110"] = there["20300110"] with { Sha256 = ImmutableSortedDictionary<string, string>.Empty };
        there["20300120"] = there["20300120"] with { Taken = null };
        there["20300130"] = there["20300130"] with
        {
            Sha256 = ImmutableSortedDictionary<string, string>.Empty.Add("../../etc/passwd", "0"),
        };

        Assert.That(new BackupRetention(1, 1).Leaving(there, "ours", Now), Is.Empty);
    }

    [Test]
    public void Manifests_arrive_as_the_place_lists_them()
    {
        var one = Five().First();
        var listed = $"backup {one.Key}\n{string.Join('\n', $"{one.Value}".TrimEnd().Split('\n').Select(line => "|" + line))}\nbackup 2031\n|no manifest\n";

        var read = BackupPlace.Parse(listed);

        Assert.That(read.Keys, Is.EqualTo([one.Key]));
        Assert.That(read[one.Key].Taken, Is.EqualTo(one.Value.Taken));
        Assert.That(read[one.Key].Sha256, Is.EquivalentTo(one.Value.Sha256));
    }

    private static Dictionary<string, BackupManifest> Five() => new[] { 1, 10, 20, 30, 31 }.ToDictionary(
        day => $"203001{day:00}", day => new BackupManifest("3.9.6", 1, "zk1", "0x1", 5, 0, ["snapshot.1"])
        {
            Ensemble = "ours",
            Taken = new DateTimeOffset(2030, 1, day, 2, 0, 0, TimeSpan.Zero),
            Sha256 = ImmutableSortedDictionary<string, string>.Empty.Add("snapshot.1", "aa"),
        });
}
