using Ensembles.Inventories.Settings;

namespace Unit.Inventories;

internal sealed class SettingTests
{
    [TestCase("3.4.9", false)]
    [TestCase("3.4.10", true)]
    [TestCase("3.4.14", true)]
    [TestCase("3.5.2", false)]
    [TestCase("3.5.3", true)]
    [TestCase("3.9.6", true)]
    public void A_key_of_two_branches_is_known_from_each_first_release_on(string release, bool known) =>
        Assert.That(SettingTable.Find("4lw.commands.whitelist")!.IsKnownTo(Version.Parse(release)), Is.EqualTo(known));

    [Test]
    public void Every_row_has_a_comment_that_fits_a_line_and_releases_that_exist()
    {
        foreach (var setting in SettingTable.All.Values)
        {
            Assert.That(setting.About, Does.Match(@"^[ -~]{10,118}$"), setting.Key);
            Assert.That(setting.Since, Does.Match(@"^3\.([4-9]|10)\.\d+( 3\.([4-9]|10)\.\d+)*$"), setting.Key);
        }
    }

    [Test]
    public void No_key_may_be_set_and_owned() =>
        Assert.That(SettingTable.All.Keys.Where(key => OwnedSettings.Find(key) is not null), Is.Empty);

    [Test]
    public void What_the_guides_names_are_told_to_be_exists()
    {
        foreach (string name in OwnedSettings.Names)
        {
            string remedy = OwnedSettings.Find(name)!.Value.Remedy;
            if (remedy.Split(' ') is ["write", var key] && !key.StartsWith("paths.", StringComparison.Ordinal)
                && !key.StartsWith("servers[]", StringComparison.Ordinal)
                && !key.StartsWith("superuser.", StringComparison.Ordinal))
            {
                Assert.That(SettingTable.Find(key), Is.Not.Null, name);
            }
        }
    }

    [TestCase("ssl.keyStore.password", true)]
    [TestCase("DigestAuthenticationProvider.superDigest", true)]
    [TestCase("someone.elses.Password", true)]
    [TestCase("tickTime", false)]
    [TestCase("ssl.keyStore.passwordPath", false)]
    public void Passwords_and_digests_are_secret(string key, bool secret) =>
        Assert.That(SettingTable.IsSecret(key), Is.EqualTo(secret));
}
