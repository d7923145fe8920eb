using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Suite.Reports;
using Suite.Reports.Html;

namespace Unit.Reports;

internal sealed class HtmlReportTests
{
    [Test]
    public void Every_figure_is_the_one_of_the_json([Values] bool witnessed, [Values] bool verified)
    {
        var report = Sample.Report(Sample.Account(witnessed: witnessed, verified: verified));
        var json = JsonNode.Parse(JsonReport.Text(report))!;
        var figures = Page(report).Descendants("data").ToList();

        Assert.That(figures, Has.Count.GreaterThan(witnessed && verified ? 30 : 5));
        foreach (var figure in figures)
        {
            var path = (string)figure.Attribute("data-path")!;
            var node = path.Split('.').Aggregate(json, (at, name) =>
                (int.TryParse(name, CultureInfo.InvariantCulture, out var index) ? at[index] : at[name])!);
            Assert.That(
                double.Parse((string)figure.Attribute("value")!, CultureInfo.InvariantCulture),
                Is.EqualTo((double)node), path);
        }
    }

    [TestCase("clients.failed", "1")]
    [TestCase("clients.missingWrites", "0")]
    [TestCase("clients.longestGap", "955 ms")]
    [TestCase("steps.0.took", "900 ms")]
    [TestCase("steps.3.started", "1.90 s")]
    [TestCase("verification.servers.2.znodes", "1,234")]
    [TestCase("verification.servers.2.latency", "4.3 ms")]
    public void Figures_are_written_for_people(string path, string words) => Assert.That(
        Page(Sample.Report()).Descendants("data").First(figure => (string?)figure.Attribute("data-path") == path).Value,
        Is.EqualTo(words));

    [Test]
    public void Text_of_others_never_becomes_markup([Values(null, Sample.Hostile)] string? failure)
    {
        var page = Page(Sample.Report(Sample.Account(failure)));

        Assert.That(page.Descendants("script"), Is.Empty);
        Assert.That(page.Root!.Value, Does.Contain("<script>alert('1')</script> & \"2\""));
    }

    [Test]
    public void It_needs_nothing_beside_it()
    {
        var attributes = Page(Sample.Report()).Descendants().Attributes()
            .Where(attribute => attribute.Name.LocalName is "href" or "src" or "srcset" or "action")
            .Select(attribute => attribute.Value);

        Assert.That(attributes, Is.All.EqualTo("data:,"));
        Assert.That(
            HtmlReport.Text(Sample.Report()), Does.Not.Contain("http:").And.Not.Contain("https:")
                .And.Not.Contain("@import"));
    }

    [Test]
    public void Screen_readers_find_their_way()
    {
        var page = Page(Sample.Report());
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        var chart = page.Descendants("svg").Single(svg => (string?)svg.Attribute("class") == "chart");

        Assert.That(page.Descendants("h1").Count(), Is.EqualTo(1));
        Assert.That(ids, Is.Unique);
        Assert.That(
            page.Descendants().Attributes("aria-labelledby").SelectMany(label => label.Value.Split(' ')),
            Is.SubsetOf(ids));
        Assert.That(
            page.Descendants("th").Select(header => (string?)header.Attribute("scope")), Is.All.AnyOf("col", "row"));
        Assert.That(
            chart.Element("desc")!.Value, Does.Contain("Step 1, restart server 1").And.Contain("failed operations: 1"));
        Assert.That(
            page.Descendants("svg").Where(svg => svg != chart).Attributes("aria-hidden").Select(hidden => hidden.Value),
            Is.All.EqualTo("true").And.Not.Empty);
    }

    [Test]
    public void The_proof_and_every_changed_file_stand_in_it()
    {
        var page = Page(Sample.Report());

        Assert.That(page.Descendants("h2").Select(heading => heading.Value), Is.EqualTo(
        [
            "What was asked", "Did clients notice?", "What was done, and why in this order",
            "Why no order of events could lose data", "What clients felt", "The servers", "What was verified",
            "Configuration that changed", "Versions",
        ]));
        Assert.That(page.Descendants("del").Select(line => line.Value), Is.EqualTo(["-tickTime=2000"]));
        Assert.That(page.Descendants("ins").Select(line => line.Value), Does.Contain("+tickTime=500"));
    }

    [Test]
    public void Every_table_has_a_caption() => Assert.That(
        Page(Sample.Report()).Descendants("table").Select(table => table.Elements().First().Name.LocalName),
        Is.All.EqualTo("caption").And.Not.Empty);

    [Test]
    public void What_was_not_done_is_told() => Assert.That(
        Page(Sample.Report(Sample.Account("no quorum"))).Descendants("li")
            .Single(item => (string?)item.Attribute("class") == "pending").Value,
        Does.Contain("Reconfig: add servers 2, 3").And.Contain("not done"));

    /// <summary>Well-formed: what XML's strict reader takes, browsers do not repair.</summary>
    private static XDocument Page(RunReport report)
    {
        using var reader = XmlReader.Create(
            new StringReader(HtmlReport.Text(report)),
            new() { DtdProcessing = DtdProcessing.Ignore, CheckCharacters = false });
        return XDocument.Load(reader);
    }
}
