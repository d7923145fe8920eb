using System.Text.Json.Nodes;
using Ensembles.Planning;
using NJsonSchema;
using Suite.Reports;
using Unit.Inventories;

namespace Unit.Reports;

internal sealed class JsonReportTests
{
    private static readonly string SchemaFile =
        Path.Combine(Checkout.Root, "build", "Suite", "Reports", "report.schema.json");

    [Test]
    public async Task It_fits_its_schema(
        [Values] bool witnessed, [Values] bool verified, [Values(null, Sample.Hostile)] string? failure)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);

        Assert.That(
            schema.Validate(JsonReport.Text(Sample.Report(Sample.Account(failure, witnessed, verified)))), Is.Empty);
    }

    [TestCase("\"failed\": 1", "\"failed\": \"1\"")]
    [TestCase("\"outcome\": \"done\"", "\"outcome\": \"splendid\"")]
    [TestCase("\"format\": 1,", "")]
    [TestCase("\"format\": 1,", "\"format\": 1, \"more\": 2,")]
    public async Task The_schema_notices_faults(string part, string replacement)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);
        var text = JsonReport.Text(Sample.Report());

        Assert.That(text, Does.Contain(part));
        Assert.That(schema.Validate(text.Replace(part, replacement, StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public void Steps_stand_in_the_order_in_which_they_began()
    {
        var steps = JsonReport.Of(Sample.Report())["steps"]!.AsArray();

        Assert.That(steps.Select(step => (string)step!["title"]!), Is.EqualTo(
            ["restart server 1", "start server 2", "start server 3", "reconfig: add servers 2, 3"]));
        Assert.That(steps.Select(step => (double)step!["started"]!), Is.EqualTo([100, 1000, 1000.5, 1900]));
    }

    [Test]
    public void A_step_knows_what_clients_saw_meanwhile()
    {
        var seen = JsonReport.Of(Sample.Report())["steps"]![0]!["clients"]!;

        Assert.That((int)seen["failed"]!, Is.EqualTo(1));
        Assert.That((int)seen["acknowledged"]!, Is.EqualTo(1));
        Assert.That((double)seen["longest"]!, Is.EqualTo(520.25));
    }

    [Test]
    public async Task The_schema_knows_every_word_that_the_suite_may_write()
    {
        var text = await File.ReadAllTextAsync(SchemaFile);
        var known = JsonNode.Parse(text)!.AsObject();

        foreach (var (type, path) in new (Type, string)[]
        {
            (typeof(PhaseState), "servers.items.properties.phases.items.properties.state"),
            (typeof(Stage), "plan.properties.steps.items.properties.stage"),
            (typeof(Engine), "plan.properties.engine"),
            (typeof(Strategy), "asked.properties.strategy"),
        })
        {
            var node = path.Split('.').Aggregate(known["properties"]!, (at, name) => at[name]!);
            Assert.That(node["enum"]!.AsArray().Select(word => ((string)word!).ToUpperInvariant()),
                Is.EquivalentTo(Enum.GetNames(type).Select(name => name.ToUpperInvariant())), path);
        }
    }

    [Test]
    public void Equal_changes_stand_together()
    {
        var changes = JsonReport.Of(Sample.Report())["changes"]!.AsArray();

        Assert.That(changes.Select(change => change!["servers"]!.ToJsonString()), Is.EqualTo(["[1]", "[2,3]"]));
        Assert.That(changes.Select(change => (bool)change!["isNew"]!), Is.EqualTo([false, true]));
        Assert.That(changes.Select(change => (int)change!["added"]!), Is.EqualTo([2, 2]));
        Assert.That(changes.Select(change => (int)change!["removed"]!), Is.EqualTo([1, 0]));
    }

    [Test]
    public void The_slices_hold_every_operation()
    {
        var report = JsonNode.Parse(JsonReport.Text(Sample.Report()))!;
        var slices = report["timeline"]!["slices"]!.AsArray();

        Assert.That(slices.Sum(slice => (int)slice!["acknowledged"]! + (int)slice["failed"]!),
            Is.EqualTo((int)report["clients"]!["operations"]!));
        Assert.That(report["timeline"]!["failures"]!.AsArray(), Has.Count.EqualTo(1));
    }
}
