using Ensembles.Inventories.Settings;

namespace Unit.Inventories;

/// <summary>The table of settings against what the code of releases reads.</summary>
[TestFixtureSource(typeof(KeyList), nameof(KeyList.Releases))]
internal sealed class KeyListTests(string release)
{
    /// <summary>The provider for Prometheus is a jar of its own, which Debian's packages leave out.</summary>
    private const string OtherJar = "metricsProvider.";

    private readonly Version version = Version.Parse(release);

    private ListedKey[] FromFile => [.. KeyList.Of(release).Where(key => !key.IsOptionOnly)];

    [Test]
    public void What_the_release_reads_may_be_set_or_is_told_how() => Assert.That(
        FromFile.Select(key => key.Name).Where(key => OwnedSettings.Find(key) is null
            && SettingTable.Find(key) is not { } row || SettingTable.Find(key)?.IsKnownTo(version) == false),
        Is.Empty);

    [Test]
    public void What_may_be_set_is_read() => Assert.That(
        SettingTable.All.Values.Where(row => row.IsKnownTo(version) && !row.IsGoneFrom(version)).Select(row => row.Key)
            .Except(FromFile.Select(key => key.Name))
            .Where(key => !SettingTable.FreePrefixes.Select(free => free + "1").Contains(key) && !key.StartsWith(OtherJar, StringComparison.Ordinal)),
        Is.Empty);

    [Test]
    public void Values_are_of_the_type_that_the_code_makes_of_them() => Assert.That(
        FromFile.Where(key => SettingTable.Find(key.Name) is { } row && !KeyList.Fits(row.Shape, key.Type)), Is.Empty);

    [Test]
    public void What_only_an_option_of_Java_sets_is_told() => Assert.That(
        KeyList.Of(release).Where(key => key.IsOptionOnly && SettingTable.Find(key.Name) is null
            && OwnedSettings.Find(key.Name)?.Remedy.StartsWith("write java.flags", StringComparison.Ordinal) != true),
        Is.Empty);
}
