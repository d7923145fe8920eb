using Lab;
using Lab.Jars;

namespace Integration.Inventories;

/// <summary>
/// The lists beside the unit tests say what the jars read; UPDATE_SNAPSHOTS=1 writes them anew. Read the difference: it
/// is what the table of settings has to follow.
/// </summary>
[Parallelizable]
public sealed class ReleaseKeysTests
{
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.All))]
    public async Task The_list_of_a_release_is_what_its_jars_read(string version)
    {
        var keys = ReleaseKeys.Of(await LabReleases.FolderAsync(version));
        string file = Path.Combine(ProjectFolders.Root, "tests", "Unit", "Inventories", "Keys", version + ".keys");
        string[] lines = [.. keys.Select(key => $"{key.Name} {key.Source} {key.Type}")];
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, string.Join('\n', lines) + "\n");
        }

        Assert.That(File.ReadAllLines(file), Is.EqualTo(lines));
    }

    /// <summary>
    /// <c>superUser.NAME</c> stands in no class as a whole: ZOOKEEPER-3959 (3.7.0) compares how properties begin, in a method of
    /// its own.
    /// </summary>
    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.All))]
    public async Task Further_superusers_of_SASL_are_known_to_the_releases_from_3_7_on(string version) => Assert.That(
        ReleaseKeys.HasMethod(await LabReleases.FolderAsync(version), "org/apache/zookeeper/server/ZooKeeperServer", "isSaslSuperUser"),
        Is.EqualTo(Version.Parse(version) >= new Version(3, 7, 0)));
}
