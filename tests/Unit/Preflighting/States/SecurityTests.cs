using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Preflight.States;
using Unit.Observing;
using Unit.Planning;

namespace Unit.Preflighting.States;

/// <summary>TLS and SASL between servers are changed in passes that understand each other.</summary>
internal sealed class SecurityTests
{
    [TestCase("", "sslQuorum=true", false)]
    [TestCase("", "sslQuorum=true,portUnification=true", false)]
    [TestCase("", "portUnification=true", true)]
    [TestCase("portUnification=true", "sslQuorum=true,portUnification=true", true)]
    [TestCase("portUnification=true", "sslQuorum=true", false)]
    [TestCase("sslQuorum=true,portUnification=true", "sslQuorum=true", true)]
    [TestCase("sslQuorum=true", "", false)]
    [TestCase("sslQuorum=true", "sslQuorum=true", true)]
    [TestCase("", "E=true,L=true,S=true", false)]
    [TestCase("", "E=true,L=true", false)]
    [TestCase("", "E=true,S=true", false)]
    [TestCase("", "E=true", true)]
    [TestCase("E=true", "E=true,L=true", true)]
    [TestCase("E=true", "E=true,L=true,S=true", false)]
    [TestCase("E=true,L=true", "E=true,L=true,S=true", true)]
    [TestCase("E=true,L=true,S=true", "", false)]
    public void Each_pass_must_understand_the_one_before(string runs, string wanted, bool fits)
    {
        var three = Given.Static(1, 2, 3);
        var (before, after) = (Settings(runs), Settings(wanted));
        var differences = before.Keys.Union(after.Keys)
            .Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key))
            .Select(key => new FileDifference(
                "zoo.cfg", key, before.GetValueOrDefault(key), after.GetValueOrDefault(key)));
        ServerObservation[] servers =
        [
            Seen.Server(Given.Leads(1, three)) with { Differences = [.. differences] },
            Seen.Server(Given.Follows(2, three)) with { Differences = [.. differences] },
            Seen.Server(Given.Follows(3, three)) with { Differences = [.. differences] },
        ];
        var inventory = Given.Inventory(3, MembershipKind.Static);
        inventory = inventory with
        {
            Settings = inventory.Settings with
            {
                Values = inventory.Settings.Values.AddRange(after)
                    .Add("tickTime", "2000").Add("initLimit", "10").Add("syncLimit", "5"),
            },
        };

        var faults = StatePreflight.Judge(inventory, new([.. servers]), server => $"host{server.Id}");

        Assert.That(faults.Length, Is.EqualTo(fits ? 0 : 3));
        Assert.That(faults.Select(fault => fault.Remedy), Is.All.Contains("three rollouts"));
    }

    private static Dictionary<string, string> Settings(string text) => text
        .Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
        .ToDictionary(
            pair => pair[0] switch
            {
                "E" => "quorum.auth.enableSasl",
                "L" => "quorum.auth.learnerRequireSasl",
                "S" => "quorum.auth.serverRequireSasl",
                var key => key,
            },
            pair => pair[1]);
}
