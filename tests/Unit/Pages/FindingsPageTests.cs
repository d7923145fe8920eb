using System.Text.RegularExpressions;
using Ensembles.Findings;
using Unit.Inventories;

namespace Unit.Pages;

/// <summary>Codes of findings are unique, used, explained, and in docs/findings.md as the tables have them.</summary>
internal sealed partial class FindingsPageTests
{
    private static IEnumerable<(FindingFamily Family, string Name, FindingCode Code)> All =>
        FindingFamily.All.SelectMany(family => family.Codes.Select(code => (family, code.Name, code.Code)));

    [Test]
    public void No_code_is_given_twice() => Assert.That(All.Select(one => one.Code.Number), Is.Unique);

    [Test]
    public void Every_code_is_of_its_family() => Assert.That(
        All.Where(one => one.Code.Number / 1000 != one.Family.Thousand).Select(one => $"{one.Code} {one.Name}"), Is.Empty);

    [Test]
    public void Every_code_is_explained_in_whole_sentences() => Assert.That(
        All.Where(one => one.Code.Title.Length is 0 or > 60 || one.Code.Title.EndsWith('.')
            || !one.Code.Cause.EndsWith('.') || !one.Code.Remedy.EndsWith('.')
            || $"{one.Code.Title}{one.Code.Cause}{one.Code.Remedy}".IndexOfAny(['|', '\n', '<']) >= 0)
            .Select(one => $"{one.Code} {one.Name}"), Is.Empty);

    [Test]
    public void Every_code_is_used()
    {
        var root = Path.Combine(Checkout.Root, "build");
        var used = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet();

        Assert.That(used, Has.Count.GreaterThan(100));
        Assert.That(All.Select(one => $"{one.Family.Table.Name}.{one.Name}").Where(name => !used.Contains(name)), Is.Empty);
    }

    /// <summary>To write the page anew: <c>UPDATE_SNAPSHOTS=1 dotnet test --filter FindingsPageTests</c>.</summary>
    [Test]
    public void The_page_is_as_the_tables_have_it()
    {
        var (generated, page) = (FindingsPage.Text(), Path.Combine(Checkout.Root, "docs", "findings.md"));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(page, generated);
        }

        Assert.That(File.Exists(page) ? File.ReadAllText(page) : "", Is.EqualTo(generated),
            "docs/findings.md is not what the tables in build/Ensembles/Findings say; write it by UPDATE_SNAPSHOTS=1");
    }

    [GeneratedRegex(@"\b[A-Z][a-z]+Codes\.[A-Za-z]+")]
    private static partial Regex Code();
}
