using System.Net;
using Ensembles.Adopting;
using Ensembles.Observing.Found;

namespace Unit.Adopting;

/// <summary>Which of the servers on some hosts belong together.</summary>
public sealed class FoundEnsemblesTests
{
    [Test]
    public void Members_that_list_each_other_are_one_ensemble() => Assert.That(
        Groups(Finds.Member(3), Finds.Member(1), Finds.Member(2)), Is.EqualTo([new int?[] { 1, 2, 3 }]));

    [Test]
    public void A_host_given_by_an_alias_is_known_by_its_addresses()
    {
        var second = Finds.Member(2) with { Host = "bastion-2", HostNames = ["10.0.0.12"] };
        var first = Finds.Member(1) with { Addresses = Finds.Member(1).Addresses.Add("zk2", ["10.0.0.12"]) };

        Assert.That(Groups(first, second), Has.Length.EqualTo(1));
    }

    [Test]
    public void Two_ensembles_with_equal_ids_and_ports_on_other_hosts_are_two()
    {
        var other = Finds.Member(2) with { Host = "zk5", HostNames = ["zk5"] };
        other = other with { Config = other.Config!.Replace("zk", "other", StringComparison.Ordinal) };

        Assert.That(Groups(Finds.Member(1), other), Has.Length.EqualTo(2));
    }

    [Test]
    public void Standalone_servers_are_ensembles_of_their_own()
    {
        var servers = new[] { Finds.Alone("clientPort=2181"), Finds.Alone("clientPort=2182") };

        Assert.That(FoundEnsembles.Of(servers).Select(FoundEnsembles.Name), Is.EqualTo(
        [
            "a standalone server (zk1, client port 2181)", "a standalone server (zk1, client port 2182)",
        ]));
    }

    /// <summary>A copied data folder, or tutorials: myid is 1 without a list, on a machine where others list a 1.</summary>
    [Test]
    public void A_standalone_server_with_an_id_is_no_member_of_whoever_lists_that_id()
    {
        var alone = Finds.Alone("clientPort=2190") with { MyId = "1" };

        Assert.That(Groups(Finds.Member(2), alone, Finds.Member(3)), Is.EquivalentTo(
            new[] { new int?[] { 1 }, [2, 3] }));
    }

    [Test]
    public void A_server_whose_list_does_not_name_it_is_the_one_that_listens_where_the_others_do() => Assert.That(
        Groups(
            Finds.Member(2),
            (Finds.Alone("clientPort=2181") with { MyId = "1" })
                .With(process => process with { Listening = [new(IPAddress.Any, 2181), new(IPAddress.Any, 3888)] })),
        Has.Length.EqualTo(1));

    private static int?[][] Groups(params FoundServer[] servers) =>
        [.. FoundEnsembles.Of(servers).Select(ensemble => ensemble.Select(server => server.Id).ToArray())];
}
