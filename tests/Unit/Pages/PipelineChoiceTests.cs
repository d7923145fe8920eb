using Ensembles.Inventories;
using Ensembles.Planning;
using Suite;
using Suite.Arguments;
using Unit.Inventories;
using YamlDotNet.RepresentationModel;

namespace Unit.Pages;

/// <summary>
/// What a pipeline offers is what the suite takes. The Jenkinsfile's choices are compared with these.
/// </summary>
internal sealed class PipelineChoiceTests
{
    [Test]
    public void Every_inventory_may_be_chosen() =>
        Assert.That(Choices("inventory"), Is.EquivalentTo(InventoryFiles.Names(Checkout.Root)));

    /// <summary>But for the jump: nobody accepts its risk by a choice.</summary>
    [Test]
    public void Every_strategy_may_be_chosen() => Assert.That(
        Choices("strategy"), Is.EqualTo(Enum.GetValues<Strategy>().Where(strategy => strategy != Strategy.Jump)
            .Select(strategy => strategy.ToString().ToLowerInvariant())));

    [Test]
    public void Targets_exist() => Assert.That(
        Choices("target"), Is.SubsetOf(TargetList.In(typeof(SuiteContext).Assembly).Select(target => target.Name)));

    private static IEnumerable<string> Choices(string input)
    {
        using var reader = File.OpenText(Path.Combine(Checkout.Root, ".github", "workflows", "expand.yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var options = (YamlSequenceNode)yaml.Documents[0]
            .RootNode["on"]["workflow_dispatch"]["inputs"][input]["options"];
        return options.Select(option => option.ToString());
    }
}
