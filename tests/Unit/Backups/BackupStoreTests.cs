using System.Collections.Immutable;
using Ensembles.Backups;
using Unit.Suite;
using Unit.ZooKeeper.Persistence;

namespace Unit.Backups;

/// <summary>What a backup's folder says of itself is held against what lies in it, and is never passed over.</summary>
internal sealed class BackupStoreTests
{
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("")]
    [TestCase("garbage")]
    [TestCase("{}")]
    [TestCase("""{"files":null}""")]
    [TestCase("""{"release":"3.9.6","server":1,"host":"zk1","lastZxid":"0x100000003","transactions":1,"files":[]}""")]
    [TestCase("""{"release":"new","server":1,"host":"zk1","lastZxid":"0x100000003","transactions":1,"files":["log.100000003"]}""")]
    [TestCase("""{"release":"3.9.6","server":1,"host":"zk1","lastZxid":"0x100000003","transactions":1,"files":["log.100000003"],"sha256":null}""")]
    public void A_manifest_that_is_none_is_damage_of_that_file(string text)
    {
        using var folder = Whole(manifest: text);

        Assert.That(() => BackupStore.OpenAsync(folder.Path), Throws.TypeOf<BackupException>()
            .With.Message.EqualTo($"{folder.Path}/backup.json is damaged: it is no manifest of a backup"));
    }

    [Test]
    public async Task Without_a_manifest_nothing_is_said_to_have_been_compared()
    {
        using var folder = Whole(manifest: null);

        Assert.That((await BackupStore.OpenAsync(folder.Path)).Manifest, Is.Null);
    }

    [Test]
    public void A_file_that_only_the_list_names_is_missing()
    {
        using var folder = Whole($"{Manifest("snapshot.100000002", "log.100000003", "log.100000004")}");

        Assert.That(() => BackupStore.OpenAsync(folder.Path), Throws.TypeOf<BackupException>()
            .With.Message.Contains("log.100000004 is missing, and backup.json names it"));
    }

    [Test]
    public async Task A_manifest_of_before_digests_is_taken_and_one_that_has_lost_them_is_not()
    {
        using var old = Whole($"{Manifest("snapshot.100000002", "log.100000003")}");
        using var stripped = Whole($"{Manifest("snapshot.100000002", "log.100000003") with { Taken = DateTimeOffset.UnixEpoch }}");

        Assert.That((await BackupStore.OpenAsync(old.Path)).Manifest!.Sha256, Is.Empty);
        Assert.That(() => BackupStore.OpenAsync(stripped.Path), Throws.TypeOf<BackupException>()
            .With.Message.EndsWith("backup.json is damaged: it has no SHA-256 of any file"));
    }

    [Test]
    public void The_end_that_the_manifest_names_has_to_be_the_end()
    {
        using var folder = Whole($"{Manifest("snapshot.100000002", "log.100000003") with { LastZxid = "0x100000009" }}");

        Assert.That(() => BackupStore.OpenAsync(folder.Path), Throws.TypeOf<BackupException>()
            .With.Message.EndsWith("ends with 0x100000003, and backup.json names 0x100000009 as the last transaction"));
    }

    /// <summary>Of the last recovery, and of its survivors the one that knows most; other copies lie beside them.</summary>
    [Test]
    public void The_copy_that_a_recovery_goes_on_with_is_found_again()
    {
        using var folder = new TemporaryFolder();
        var store = new BackupStore(folder.Path);
        Assert.That(store.NewestOfSurvivors, Is.Null);
        foreach (var (name, last) in new[]
        {
            (BackupStore.SurvivorName("20300101T000000.000Z-a", 1), "0x900000001"),
            (BackupStore.SurvivorName("20300102T000000.000Z-b", 2), "0x10000000a"),
            (BackupStore.SurvivorName("20300102T000000.000Z-b", 3), "0x100000009"),
            ("20300103T000000.000Z-c-1", "0xa00000001"),
        })
        {
            folder.Write($"{name}/backup.json", $"{Manifest("snapshot.1") with { LastZxid = last }}");
        }

        folder.Write($"{BackupStore.SurvivorName("20300104T000000.000Z-d", 1)}/snapshot.1", "cut off");
        folder.Write($"{BackupStore.SurvivorName("20300105T000000.000Z-e", 1)}/backup.json", "[]");

        Assert.That(store.NewestOfSurvivors, Does.EndWith("20300102T000000.000Z-b-survivor-2"));
    }

    private static BackupManifest Manifest(params string[] files) =>
        new("3.9.6", 1, "zk1", "0x100000003", 3, 1, [.. files]) { Ensemble = "ours" };

    private static TemporaryFolder Whole(string? manifest)
    {
        var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "snapshot.100000002"), DataFiles.Snapshot(digest: true, lastZxid: false, "/app"));
        File.WriteAllBytes(Path.Combine(folder.Path, "log.100000003"), DataFiles.Log(0x100000003));
        if (manifest is not null)
        {
            folder.Write("backup.json", manifest);
        }

        return folder;
    }
}
