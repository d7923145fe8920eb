using Suite.Reports;

namespace Unit.Reports;

internal sealed class ReportFilesTests
{
    [Test]
    public void All_four_stand_together_and_the_summary_grows()
    {
        var folder = Directory.CreateTempSubdirectory("reports-").FullName;
        try
        {
            var (account, summary) = (Sample.Account(), Path.Combine(folder, "summary.md"));
            File.WriteAllText(summary, "# Before\n");

            var page = ReportFiles.Write(folder, Sample.Inventory, account, new(), summary);

            var run = Path.Combine(folder, "runs", account.RunId);
            Assert.That(page, Is.EqualTo(Path.Combine(run, "report.html")));
            Assert.That(Directory.GetFiles(run).Select(Path.GetFileName),
                Is.EquivalentTo(["junit.xml", "report.html", "report.json", "report.md"]));
            Assert.That(
                File.ReadAllText(summary), Is.EqualTo("# Before\n" + File.ReadAllText(Path.Combine(run, "report.md"))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
