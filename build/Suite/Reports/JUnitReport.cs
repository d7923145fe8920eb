using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Ensembles.Findings;
using Ensembles.Rollouts;
using Ensembles.Verifying;
using Suite.Terminals;

namespace Suite.Reports;

/// <summary>
/// The run as <c>junit.xml</c>, which CI servers read: one suite of its steps, one of its verification. A planned step
/// that was not begun and a check that was not made are skipped cases.
/// </summary>
internal static class JUnitReport
{
    private static readonly string[] Summed = ["tests", "failures", "errors"];

    public static string Text(RunReport report)
    {
        var text = new Utf8Text();
        using (var writer = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n" }))
        {
            Of(report).Save(writer);
        }

        return text + "\n";
    }

    public static XDocument Of(RunReport report)
    {
        var name = report.Inventory.Ensemble;
        var suites = new List<XElement>
        {
            Suite(report, $"{name}.steps", TimeSpan.FromTicks(report.Steps.Sum(step => step.Took.Ticks)),
            [
                .. report.Steps.Select((step, index) => Case(step, index + 1)),
                .. report.Pending.Select(step => Skipped(step.Title, "The run ended before this step.")),
            ]),
        };
        if (report.Account.Verification is { } verification)
        {
            suites.Add(Suite(report, $"{name}.verification", verification.Took, [.. verification.Checks.Select(Case)]));
            suites.Add(Suite(report, $"{name}.smoke", verification.Took, [.. verification.Servers.SelectMany(Cases)]));
        }

        if (report.Account.Failure is { } failure && !suites.Any(suite => (int)suite.Attribute("failures")! > 0))
        {
            var run = Case("run", report.Took);
            var found = report.Account.Findings.Select(finding => $"{finding}").Append(report.Account.Bundle).OfType<string>();
            run.Add(Failure(failure, string.Join('\n', found), FirstError(report)));
            suites.Add(Suite(report, $"{name}.run", report.Took, [run]));
        }

        return new(new XElement("testsuites", new XAttribute("name", name), Totals(suites), suites));
    }

    private static XElement Suite(RunReport report, string name, TimeSpan took, IReadOnlyList<XElement> cases)
    {
        foreach (var item in cases)
        {
            item.SetAttributeValue("classname", name);
        }

        return new XElement("testsuite",
            new XAttribute("name", name),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(item => item.Element("failure") is not null)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", cases.Count(item => item.Element("skipped") is not null)),
            new XAttribute("time", Seconds(took)),
            new XAttribute("timestamp", report.Account.Started.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)),
            cases);
    }

    private static IEnumerable<XAttribute> Totals(List<XElement> suites) =>
        Summed.Select(name => new XAttribute(name, suites.Sum(suite => (int)suite.Attribute(name)!)));

    private static XElement Case(StepRecord record, int number)
    {
        var item = Case($"{number}. {record.Step.Title}", record.Took);
        if (record.Failure is { } failure)
        {
            item.Add(Failure(failure, record.Step.Reason));
        }

        item.Add(new XElement("system-out", Wording.Printable(record.Step.Reason)));
        return item;
    }

    private static XElement Case(Check check)
    {
        var details = string.Join('\n', check.Details);
        switch (check.Outcome)
        {
            case CheckOutcome.Skipped:
                return Skipped(check.Name, check.Evidence);
            case CheckOutcome.Failed:
                var failed = Case(check.Name, TimeSpan.Zero);
                failed.Add(Failure(check.Evidence, details, check.Code));
                return failed;
            default:
                var passed = Case(check.Name, TimeSpan.Zero);
                var words = (check.Outcome == CheckOutcome.Warning ? $"Warning{check.Code?.ToString().Insert(0, " ")}: " : "") +
                    $"{check.Evidence}\n{details}".TrimEnd();
                passed.Add(new XElement("system-out", Wording.Printable(words)));
                return passed;
        }
    }

    private static XElement Case(string name, TimeSpan took) =>
        new("testcase", new XAttribute("name", Wording.Printable(name)), new XAttribute("time", Seconds(took)));

    private static IEnumerable<XElement> Cases(VerifiedServer server) => server.Smoke.Select(result =>
    {
        var name = $"server {server.Id}: {result.Operation.ToString().ToLowerInvariant()}";
        var item = Case(name, result.Latency?.Median ?? TimeSpan.Zero);
        item.Add(result.Passed
            ? new XElement("system-out", SmokeView.Words(result))
            : Failure($"{name} failed", "The check 'real operations' of the verification says what happened."));
        return item;
    });

    private static XElement Skipped(string name, string reason)
    {
        var item = Case(name, TimeSpan.Zero);
        item.Add(new XElement("skipped", new XAttribute("message", Wording.Printable(reason))));
        return item;
    }

    /// <param name="code">Null: of no known kind.</param>
    private static XElement Failure(string message, string text, FindingCode? code = null) =>
        new("failure",
            new XAttribute("message", Coded(code, Wording.Printable(Wording.Headline(message)))),
            new XAttribute("type", code?.ToString() ?? "failure"),
            Wording.Printable(Wording.Details(message) is { Length: > 0 } details ? $"{text}\n{details}" : text));

    /// <summary>A headline may begin with the code, or have it behind its first words.</summary>
    private static string Coded(FindingCode? code, string headline) =>
        code is null || headline.Contains($"{code}", StringComparison.Ordinal) ? headline : $"{code}: {headline}";

    private static FindingCode? FirstError(RunReport report) =>
        report.Account.Findings.FirstOrDefault(finding => finding.Severity == FaultSeverity.Error)?.Code;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A writer of text calls itself UTF-16 otherwise; the file is UTF-8.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
