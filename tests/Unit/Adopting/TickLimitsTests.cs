namespace Unit.Adopting;

/// <summary>Limits are counted in ticks: without the servers' tick the same numbers are another time.</summary>
public sealed class TickLimitsTests
{
    [TestCase("initLimit", 2000, 10, TestName = "The default is the least")]
    [TestCase("syncLimit", 2000, 5)]
    [TestCase("initLimit", 20000, 50)]
    [TestCase("initLimit", 20001, 51, TestName = "Rounded up")]
    [TestCase("connectToLearnerMasterLimit", 100, 1)]
    public void Limits_keep_their_time(string key, int value, int expected)
    {
        var adoption = Finds.Adopt(Finds.Alone($"{key}={value}\ntickTime=5\nmaxSessionTimeout=77000"));

        var values = AdoptionTests.Read(adoption).Settings.Values;
        Assert.That(values[key], Is.EqualTo($"{expected}"));
        Assert.That(values["maxSessionTimeout"], Is.EqualTo("77000"), "milliseconds");
        Assert.That(adoption.Notes, Has.One.StartsWith($"{key}={value} becomes {expected}: their {value} ticks of 5 ms"));
        Assert.That(Ensembles.Adopting.InventoryText.Of(adoption).Split('\n'), Has.One.StartsWith($"  {key}: {expected}   # their"));
    }

    [Test]
    public void With_their_tick_they_stay() => Assert.That(
        AdoptionTests.Read(Finds.Adopt(Finds.Alone("tickTime=500\ninitLimit=2000"))).Settings.InitLimit, Is.EqualTo(2000));
}
