using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Unit.ZooKeeper.Status;

public sealed class TextsTests
{
    [Test]
    public void The_settings_of_a_member_come_with_its_membership()
    {
        var conf = ConfText.Parse(
            """
            clientPort=25961
            dataDir=/srv/a=b/version-2
            serverId=1
            membership: 
            server.1=127.0.0.1:26061:26161:participant;127.0.0.1:25961
            version=100000000
            """);

        Assert.That(conf.Settings["dataDir"], Is.EqualTo("/srv/a=b/version-2"));
        Assert.That(conf.Membership, Is.EqualTo(EnsembleConfiguration.Of(
            [new(1, "127.0.0.1", 26061, 26161, Role.Participant, "127.0.0.1", 25961)], 0x100000000)));
    }

    [Test]
    public void A_release_without_membership_has_none() =>
        Assert.That(ConfText.Parse("clientPort=2181\npeerType=0").Membership, Is.Null);

    [Test]
    public void Digests_are_read_by_transaction() =>
        Assert.That(
            TreeDigests.Parse("2680: 331472356218\n100002700: -5\n").ByZxid,
            Is.EqualTo(new Dictionary<Zxid, long>
            {
                [new Zxid(0x2680)] = 331472356218,
                [new Zxid(0x100002700)] = -5,
            }));

    [TestCase("2680")]
    [TestCase("2680: x")]
    [TestCase("x: 1")]
    public void Other_lines_are_no_digests(string text) =>
        Assert.That(() => TreeDigests.Parse(text), Throws.TypeOf<FormatException>());
}
