using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Ensembles.Findings;
using Suite.Reports;
using Unit.Inventories;

namespace Unit.Reports;

internal sealed class JUnitReportTests
{
    [Test]
    public void It_fits_the_schema([Values] bool verified, [Values(null, Sample.Hostile)] string? failure) =>
        Assert.That(
        Faults(JUnitReport.Text(Sample.Report(Sample.Account(failure, verified: verified)))), Is.Empty);

    [Test]
    public void The_schema_notices_faults() => Assert.That(
        Faults(JUnitReport.Text(Sample.Report()).Replace("tests=", "number=", StringComparison.Ordinal)), Is.Not.Empty);

    [Test]
    public void Steps_and_checks_are_cases()
    {
        var suites = JUnitReport.Of(Sample.Report()).Root!.Elements().ToList();

        Assert.That(
            suites.Select(suite => (string?)suite.Attribute("name")),
            Is.EqualTo(["sample.steps", "sample.verification", "sample.smoke"]));
        Assert.That(suites[0].Elements("testcase").Select(item => (string?)item.Attribute("name")), Is.EqualTo(
            ["1. restart server 1", "2. start server 2", "3. start server 3", "4. reconfig: add servers 2, 3"]));
        Assert.That((string?)suites[0].Element("testcase")!.Attribute("time"), Is.EqualTo("0.900"));
        Assert.That((int)suites[1].Attribute("skipped")!, Is.EqualTo(1));
    }

    [Test]
    public void A_failed_step_tells_why_and_what_was_not_done()
    {
        var root = JUnitReport.Of(Sample.Report(Sample.Account("no quorum \u001b[0m"))).Root!;

        Assert.That((int)root.Attribute("failures")!, Is.EqualTo(1));
        Assert.That(
            root.Descendants("failure").Select(item => (string?)item.Attribute("message")),
            Is.EqualTo([@"no quorum \u001b[0m"]));
        Assert.That(root.Descendants("skipped").Select(item => (string?)item.Parent!.Attribute("name")), Is.EqualTo(
            ["reconfig: add servers 2, 3"]));
    }

    [Test]
    public void A_failed_check_tells_its_evidence_and_details()
    {
        var account = Sample.Account();
        account.Verification = Sample.Failed();
        var failure = JUnitReport.Of(Sample.Report(account)).Descendants("failure").Single();

        Assert.That((string?)failure.Attribute("message"), Is.EqualTo("ZK6301: 1 missing"));
        Assert.That((string?)failure.Attribute("type"), Is.EqualTo("ZK6301"));
        Assert.That(failure.Value, Is.EqualTo("server 3 lacks /a"));
    }

    [Test]
    public void A_run_that_findings_ended_has_the_code_of_the_first_error()
    {
        var account = Sample.Account(verified: false);
        account.Finds(
        [
            new(HostCodes.MemoryLow, FaultSeverity.Warning, Subject.OnHost("zk1"), "little memory", "see"),
            new(HostCodes.DiskFull, FaultSeverity.Error, Subject.OnHost("zk1"), "no room", "make room"),
        ]);
        account.Fails("The hosts are not fit", 4);
        var failure = JUnitReport.Of(Sample.Report(account)).Descendants("failure").Single();

        Assert.That((string?)failure.Attribute("type"), Is.EqualTo("ZK2301"));
        Assert.That((string?)failure.Attribute("message"), Is.EqualTo("ZK2301: The hosts are not fit"));
    }

    private static List<string> Faults(string text)
    {
        var faults = new List<string>();
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(Checkout.Root, "tests", "Unit", "Reports", "junit.xsd"));
        XDocument.Load(XmlReader.Create(new StringReader(text)))
            .Validate(schemas, (_, fault) => faults.Add(fault.Message));
        return faults;
    }
}
