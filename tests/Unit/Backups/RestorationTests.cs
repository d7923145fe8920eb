using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.Inventories;
using Unit.Observing;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Backups;

public sealed class RestorationTests
{
    private static readonly StoredBackup Good =
        new("/backups/1", [new("snapshot.66", 100)], new(new Zxid(0x66), 3, 0, null), new Version(3, 9, 3));

    private readonly Inventory inventory = Given.Inventory(3, MembershipKind.Static);

    [Test]
    public void A_backup_goes_to_empty_servers() => Assert.That(
        Restoration.Refusals(inventory, Seen.Of(Given.Empty(1), Given.Empty(2), Given.Empty(3)), Good), Is.Empty);

    [Test]
    public void It_is_never_put_over_what_lives_or_holds_data()
    {
        var refusals = Restoration.Refusals(
            inventory, Seen.Of(Given.Alone(1), Given.Follows(2, Given.Static(1, 2)).Down(), Given.Empty(3)), Good);

        Assert.That(refusals.Codes(), Is.EqualTo([OtherCodes.RestoreOverServer, OtherCodes.RestoreOverData]));
        Assert.That(refusals[0].Text, Does.StartWith("server 1").And.Contain("never restored over"));
        Assert.That(refusals[1].Text, Does.StartWith("server 2").And.Contain("mv version-2 version-2.before"));
    }

    [TestCase("3.8.4", false)]
    [TestCase("3.9.0", true)]
    [TestCase("3.9.6", true)]
    public void It_is_not_given_to_an_older_line(string version, bool fits) => Assert.That(
        Restoration.Refusals(Given.Inventory(3, MembershipKind.Static, version), Seen.Of(Given.Empty(1)), Good),
        fits ? Is.Empty : Is.Not.Empty);

    [Test]
    public void Without_a_snapshot_no_server_would_start() => Assert.That(
        Restoration.Refusals(inventory, Seen.Of(Given.Empty(1)), Good with { Files = [new("log.1", 9)] }).Codes(),
        Is.EqualTo([OtherCodes.BackupWithoutSnapshot]));
}
