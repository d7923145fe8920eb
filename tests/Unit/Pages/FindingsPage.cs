using System.Text;
using Ensembles.Findings;

namespace Unit.Pages;

/// <summary>docs/findings.md, made from the tables of codes.</summary>
internal static class FindingsPage
{
    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("""
            # Findings

            Everything that the suite finds wrong or suspicious has a code. The code says of which kind it is and stays the
            same in all releases of the suite; the message beside it says where it is and what to do there. Codes are in
            the console, in `junit.xml`, in `report.json` and the other JSON, in the reports and in the annotations on
            GitHub.

            No remedy here deletes data. Where data are moved aside, the message of the run names the folders.

            This page is made from the tables in `build/Ensembles/Findings`; a test compares the two.

            """.ReplaceLineEndings("\n"));
        foreach (var family in FindingFamily.All)
        {
            text.Append('\n').Append($"## ZK{family.Thousand}xxx: {family.Title}\n\n");
            text.Append("| code | finding | cause | remedy |\n|---|---|---|---|\n");
            foreach (var (_, code) in family.Codes)
            {
                text.Append($"| <a id=\"{code.ToString().ToLowerInvariant()}\"></a>{code} | {code.Title} | {code.Cause} | {code.Remedy} |\n");
            }
        }

        return text.ToString();
    }
}
