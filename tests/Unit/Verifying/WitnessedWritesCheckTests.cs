using Ensembles.Verifying;

namespace Unit.Verifying;

public sealed class WitnessedWritesCheckTests
{
    private static readonly WrittenProof Whole = new("server 1", 40, [], []);

    private static Check Of(params WrittenProof[] proofs) =>
        WitnessedWritesCheck.Of([.. proofs], [], 0, TimeSpan.FromSeconds(1));

    [Test]
    public void Complete_on_every_server_passes()
    {
        var check = Of(Whole, Whole with { Server = "server 2" });

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Passed));
        Assert.That(check.Evidence, Does.StartWith("40 acknowledged writes, 0 missing").And.Contain("2 servers"));
    }

    [Test]
    public void A_write_that_two_servers_lack_is_one_missing_write()
    {
        var check = Of(Whole with { Missing = ["/a"] }, Whole with { Server = "server 2", Missing = ["/a"] });

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(check.Evidence, Does.StartWith("1 acknowledged write missing"));
        Assert.That(check.Details, Does.Contain("server 1 lacks /a").And.Contain("server 2 lacks /a"));
    }

    [Test]
    public void Only_the_first_twenty_are_listed_and_all_are_counted()
    {
        var check = Of(Whole with { Missing = [.. Enumerable.Range(0, 30).Select(number => $"/{number}")] });

        Assert.That(check.Details.Count(line => line.Contains("lacks", StringComparison.Ordinal)), Is.EqualTo(20));
        Assert.That(check.Details[0], Is.EqualTo("server 1: 30 missing, 0 changed, of 40"));
    }

    [Test]
    public void A_server_that_could_not_be_asked_is_no_proof()
    {
        var check = WitnessedWritesCheck.Of([Whole], ["server 2: no session"], 0, TimeSpan.Zero);

        Assert.That(check.Outcome, Is.EqualTo(CheckOutcome.Failed));
        Assert.That(check.Details, Is.EqualTo(["not proved on server 2: no session"]));
    }

    [Test]
    public void A_read_that_contradicted_an_acknowledged_write_fails_even_if_the_write_is_there_now() => Assert.That(
        WitnessedWritesCheck.Of([Whole], [], 1, TimeSpan.Zero).Outcome, Is.EqualTo(CheckOutcome.Failed));
}
