using Ensembles.Adopting;
using Unit.Inventories;

namespace Unit.Adopting;

/// <summary>Whatever a configuration file holds: an inventory that is read, or every key that it leaves out named.</summary>
public sealed class AnyConfigTests
{
    private static readonly string[] Keys =
    [
        "tickTime", "maxClientCnxns", "4lw.commands.whitelist", "authProvider.1", "ssl.keyStore.location", "forceSync",
        "snapCount", "my.key", "quorum.auth.enableSasl", "electionAlg", "secureClientPort", "x-$y", "metricsProvider.className",
    ];

    [TestCase(700790895)]
    public void Seeds_that_have_failed_do_not_fail_again(int seed) => No_key_is_dropped_silently(seed);

    [Test]
    public void No_key_is_dropped_silently([Random(40)] int seed)
    {
        var random = new Random(seed);
        var lines = Keys.Where(_ => random.Next(2) == 0).Select(key => (Key: key, Value: Value(random))).ToList();
        // A line that ends with a backslash goes on: the next one is no key then.
        var continued = lines.Zip(lines.Skip(1)).Where(pair => pair.First.Value.EndsWith('\\'))
            .Select(pair => pair.Second.Key).ToHashSet();
        var config = string.Join('\n', lines.Select(line => $"{line.Key}={line.Value}").Append("dataDir=/data/zk"));
        var adoption = Finds.Adopt(Finds.Alone(config));

        using var project = new Project();
        var reading = project.Read(InventoryText.Of(adoption));

        Assert.That(reading.Inventory, Is.Not.Null, string.Join('\n', reading.Faults) + InventoryText.Of(adoption));
        foreach (var (key, value) in lines)
        {
            if (continued.Contains(key))
            {
                continue;
            }

            var said = Finds.Alone(config).Settings[key];
            Assert.That(
                reading.Inventory!.Settings.Values.GetValueOrDefault(key) == said
                    || "true".Equals(said, StringComparison.OrdinalIgnoreCase)
                    || "false".Equals(said, StringComparison.OrdinalIgnoreCase)
                    || adoption.Notes.Any(note => note.StartsWith(key + "=", StringComparison.Ordinal)),
                $"{key}={value}\n{config}\n{string.Join('\n', adoption.Notes)}\n{InventoryText.Of(adoption)}");
        }
    }

    [TestCase("tickTime=5", "too short")]
    [TestCase("maxClientCnxns=3", "too few")]
    [TestCase("leaderServes=no", "who leads")]
    public void A_value_that_the_suite_cannot_work_with_is_said_and_left_out(string line, string why)
    {
        var adoption = Finds.Adopt(Finds.Alone(line));

        Assert.That(adoption.Notes, Has.One.Contains($"{line} is not taken over").And.One.Contains(why));
        Assert.That(AdoptionTests.Read(adoption).Settings.Values.GetValueOrDefault(line.Split('=')[0]), Is.Not.EqualTo(line.Split('=')[1]));
    }

    [TestCase("${HOME}")]
    [TestCase("a: b # c")]
    [TestCase("'quoted\"")]
    [TestCase("*")]
    [TestCase("0x10")]
    [TestCase("- item")]
    [TestCase("{ a: b }")]
    [TestCase("null")]
    public void Texts_arrive_as_they_are(string text)
    {
        var adoption = Finds.Adopt(Finds.Alone($"ssl.keyStore.location={text}"));

        Assert.That(
            AdoptionTests.Read(adoption).Settings.Values.GetValueOrDefault("ssl.keyStore.location"), Is.EqualTo(text));
    }

    private static string Value(Random random) => random.Next(5) switch
    {
        0 => $"{random.Next()}",
        1 => random.Next(2) == 0 ? "yes" : "TRUE",
        2 => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)random.Next(' ', '~'))),
        3 => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "\u2028\té{}$#:\"'"[random.Next(9)])),
        _ => "org.apache.zookeeper.Thing",
    };
}
