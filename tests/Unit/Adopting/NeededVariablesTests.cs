using Ensembles.Adopting;
using Suite.Reports;

namespace Unit.Adopting;

/// <summary>An inventory that needs variables says which, and what they stand for.</summary>
public sealed class NeededVariablesTests
{
    private const string Dynamic = "dynamicConfigFile=/opt/zk/conf/zoo.cfg.dynamic.1\nreconfigEnabled=true";

    [TestCase("", "the servers know no superuser", "The servers know none yet: choose a password")]
    [TestCase("\nDigestAuthenticationProvider.superDigest=super:x=", "only its digest is known to them: set ZOOKEEPER_SUPERUSER_",
        "The servers know its digest only")]
    public void The_superuser_of_a_dynamic_ensemble_is_one(string more, string note, string comment)
    {
        var adoption = Finds.Adopt(Finds.Member(1, Dynamic + more), Finds.Member(2, Dynamic + more), Finds.Member(3, Dynamic + more));

        var text = InventoryText.Of(adoption);

        Assert.That(adoption.Notes, Has.One.Contains(note).And.One.Contains("ZOOKEEPER_SUPERUSER_PASSWORD"));
        Assert.That(text, Does.Contain(comment));
        Assert.That(AdoptView.Next("x", InventoryText.Variables(text)), Has.One.EqualTo(
            "  ZOOKEEPER_SUPERUSER_PASSWORD=... ./build.sh --target=Plan --inventory=x"));
    }

    [Test]
    public void Secrets_of_settings_are_others()
    {
        var adoption = Finds.Adopt(Finds.Alone("ssl.keyStore.password=x\nssl.keyStore.location=${HOME}"));

        Assert.That(
            InventoryText.Variables(InventoryText.Of(adoption)), Is.EqualTo(["ZOOKEEPER_SSL_KEYSTORE_PASSWORD"]));
        Assert.That(adoption.Notes, Has.One.Contains("set ZOOKEEPER_SSL_KEYSTORE_PASSWORD"));
    }

    [Test]
    public void Without_any_the_commands_are_plain() => Assert.That(
        AdoptView.Next("x", InventoryText.Variables(InventoryText.Of(Finds.Adopt(Finds.Alone("clientPort=2181"))))),
        Has.One.EqualTo("  ./build.sh --target=Plan --inventory=x").And.Exactly(3).Items);
}
