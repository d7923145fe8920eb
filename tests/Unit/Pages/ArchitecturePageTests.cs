using System.Text.RegularExpressions;
using Unit.Architecture;
using Unit.Inventories;

namespace Unit.Pages;

/// <summary>What docs/architecture.md names is there: every room of the test's own list, every file.</summary>
internal sealed partial class ArchitecturePageTests
{
    private static string Page => File.ReadAllText(Path.Combine(Checkout.Root, "docs", "architecture.md"));

    [Test]
    public void Every_room_is_told([Values("Ensembles", "Suite")] string root)
    {
        var rooms = root == "Ensembles" ? Rooms.Ensembles : Rooms.Suite;

        // Testing runs this project's own tests; aliases are for targets of others.
        Assert.That(rooms.Order.Except(["", "Testing", "Aliases"]), Has.All.Matches<string>(
            room => Page.Contains($"`{room}`", StringComparison.Ordinal)));
    }

    [Test]
    public void Every_file_that_is_named_is_there()
    {
        var files = new[] { "build", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Checkout.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => file.Replace('\\', '/')).ToList();
        var named = FileName().Matches(Page).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.That(named, Has.Count.GreaterThan(20));
        Assert.That(named.Where(name => !files.Exists(file => Pattern(name).IsMatch(file))), Is.Empty);
    }

    [Test]
    public void Every_type_that_is_named_is_there()
    {
        var types = new[] { typeof(Ensembles.Inventories.Inventory), typeof(global::Suite.Runs.RunRecord) }
            .SelectMany(type => type.Assembly.GetTypes()).Select(type => type.Name).ToHashSet();
        var named = TypeName().Matches(Page).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.That(named, Has.Count.GreaterThan(20));
        Assert.That(named.Where(name => !types.Contains(name) && !NotTypes.Contains(name)), Is.Empty);
    }

    /// <summary>Targets by their short names, and rooms.</summary>
    private static readonly HashSet<string> NotTypes =
    [
        .. Rooms.Ensembles.Order, .. Rooms.Suite.Order, "Render", "Distribute", "StartNew", "RollingRestart", "Join", "Verify",
        "Expand", "Live",
    ];

    private static Regex Pattern(string name) => new(
        $"/{Regex.Escape(name).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$");

    [GeneratedRegex(@"`([A-Za-z/*.]+\.cs)`")]
    private static partial Regex FileName();

    [GeneratedRegex(@"`([A-Z][A-Za-z]+)(?:\.[A-Z][A-Za-z]+)?`")]
    private static partial Regex TypeName();
}
