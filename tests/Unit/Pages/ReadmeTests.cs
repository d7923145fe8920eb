using System.Text.RegularExpressions;
using Ensembles.Inventories;
using Suite;
using Suite.Arguments;
using Suite.Runs;
using Unit.Inventories;
using Unit.Suite;

namespace Unit.Pages;

/// <summary>What the README names is there, and what is there is named.</summary>
internal sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Checkout.Root, "README.md"));
    private static readonly string Page = Code().Replace(Text, "");

    [Test]
    public void Every_target_exists() => Assert.That(
        Targets().Matches(Text).Select(match => match.Groups[1].Value).Distinct(),
        Is.SubsetOf(TargetList.In(typeof(SuiteContext).Assembly).Select(target => target.Name)));

    [Test]
    public void Every_target_is_told_of() => Assert.That(
        TargetList.In(typeof(SuiteContext).Assembly).Select(target => target.Name).Where(name => name != "Default"),
        Is.SubsetOf(
            FirstCells("Targets").SelectMany(cell => Quoted().Matches(cell)).Select(match => match.Groups[1].Value)));

    [Test]
    public void Every_inventory_exists_but_the_one_to_be_written() => Assert.That(
        Named().Matches(Text).Select(match => match.Groups[1].Value).Distinct(),
        Is.SubsetOf(InventoryFiles.Names(Checkout.Root).Append("realtime")));

    [Test]
    public void Every_argument_exists() => Assert.That(
        Commands().Matches(Text).SelectMany(command => Option().Matches(command.Value))
            .Select(match => match.Groups[1].Value).Distinct().Where(name => ArgumentList.All.Find(name) is null),
        Is.Empty);

    [Test]
    public void Every_short_form_is_told_of() => Assert.That(
        ArgumentList.All.Where(argument => argument.Letter is not null).Select(argument => $"`-{argument.Letter}`")
            .Where(form => !Text.Contains(form, StringComparison.Ordinal)),
        Is.Empty);

    [Test]
    public void The_exit_codes_are_those_of_the_suite() => Assert.That(
        FirstCells("Exit codes"), Is.EqualTo(ExitCodes.All.Select(code => $"{code.Code}")));

    [Test]
    public void Links_lead_somewhere()
    {
        var anchors = Heading().Matches(Page).Select(match => Anchor(match.Groups[1].Value)).ToList();
        foreach (var link in Link().Matches(Page).Select(match => match.Groups[1].Value))
        {
            Assert.That(link.StartsWith('#')
                ? anchors.Contains(link[1..])
                : File.Exists(Path.Combine(Checkout.Root, link)), $"README.md links to {link}");
        }
    }

    [Test]
    public void Files_that_it_names_exist() => Assert.That(
        Paths().Matches(Page).Select(match => match.Groups[1].Value).Where(path => path != "inventories/realtime.yml")
            .Where(path => !Path.Exists(Path.Combine(Checkout.Root, path))),
        Is.Empty);

    [Test]
    public void The_inventory_that_it_explains_has_no_fault()
    {
        using var folder = new TemporaryFolder();
        folder.Write("realtime.yml", Yaml().Match(Text).Groups[1].Value);

        var reading = InventoryReader.Read(
            Path.Combine(folder.Path, "realtime.yml"),
            name => name.EndsWith("512") ? new string('a', 128) : "secret",
            Checkout.Root);

        Assert.That(reading.Faults, Is.Empty);
        Assert.That(reading.Inventory!.Servers, Has.Length.EqualTo(3));
    }

    /// <summary>Of the first table below a heading.</summary>
    private static IEnumerable<string> FirstCells(string heading) =>
        Page[Page.IndexOf($"## {heading}\n", StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Trim());

    /// <summary>As GitHub makes them: lower case, no punctuation, a hyphen for each blank.</summary>
    private static string Anchor(string heading) =>
        Punctuation().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"```.*?```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"--target=([A-Z][A-Za-z]+)")]
    private static partial Regex Targets();

    [GeneratedRegex(@"--inventory=([a-z][\w.-]*\w)")]
    private static partial Regex Named();

    [GeneratedRegex(@"build\.sh[^\n`#]*|`--[^`]*`")]
    private static partial Regex Commands();

    [GeneratedRegex(@"--([A-Za-z][A-Za-z_-]*)")]
    private static partial Regex Option();

    [GeneratedRegex(@"`([A-Z]\w+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:tests|build|inventories|templates|docs)/[\w./-]*)`")]
    private static partial Regex Paths();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex Punctuation();
}
