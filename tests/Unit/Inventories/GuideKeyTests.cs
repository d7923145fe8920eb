using System.Globalization;
using Ensembles.Inventories.Settings;

namespace Unit.Inventories;

/// <summary>
/// The table of settings against the administrator's guides: every key that these name may be set with a value as they
/// describe it, or is told what to write instead.
/// </summary>
internal sealed class GuideKeyTests
{
    /// <summary>
    /// Where the code of the releases differs from what the guide says of it, and the table follows the code: the table's
    /// own first releases.
    /// </summary>
    private static readonly Dictionary<string, string> FromTheCode = new()
    {
        ["fsync.warningthresholdms"] = "3.4.9",
        ["clientPortListenBacklog"] = "3.6.0",
        ["learner.closeSocketAsync"] = "3.7.1",
        ["leader.closeSocketAsync"] = "3.7.1",
        ["learner.asyncSending"] = "3.6.3 3.7.1",
        ["clientTcpKeepAlive"] = "3.7.0",
        ["4lw.commands.whitelist"] = "3.4.10 3.5.3",
        ["tcpKeepAlive"] = "3.4.11 3.5.4",
        ["sessionRequireClientSASLAuth"] = "3.5.9 3.6.0",
        ["client.certReload"] = "3.7.2 3.8.5 3.9.0",
        ["admin.forceHttps"] = "3.6.3 3.7.1",
        ["metricsProvider.numWorkerThreads"] = "3.8.0",
        ["metricsProvider.maxQueueSize"] = "3.8.0",
        ["metricsProvider.workerShutdownTimeoutMs"] = "3.8.0",
    };

    private static readonly Documented[] Keys =
    [
        .. File.ReadLines(Path.Combine(Checkout.Root, "tests", "Unit", "Inventories", "Keys", "guide.keys"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(' ', 3)).Select(parts => new Documented(parts[0], parts[1], parts[2])),
    ];

    private static IEnumerable<string> Settable =>
        Keys.Select(key => key.Name).Where(name => OwnedSettings.Find(name) is null);

    [Test]
    public void All_keys_of_the_guides_are_here() => Assert.That(Keys.Select(key => key.Name).Distinct().Count(), Is.GreaterThan(200));

    [TestCaseSource(nameof(Settable))]
    public void A_value_as_the_guide_has_it_may_be_set(string name)
    {
        var key = Keys.Single(one => one.Name == name);
        using var project = new Project();
        string owner = Project.Good.Replace("3.9.3 }", "3.10.0, archive: zk.tgz }", StringComparison.Ordinal)
            .Replace("id: 2, host: 127.0.0.1", "id: 2, host: 10.0.0.2", StringComparison.Ordinal)
            .Replace("id: 3, host: 127.0.0.1", "id: 3, host: 10.0.0.3", StringComparison.Ordinal)
            .Replace("type: local", "type: ssh, user: me", StringComparison.Ordinal)
            .Replace("{ tickTime: 2000 }", $"{{ {name}: {Quoted(key.Value)} }}", StringComparison.Ordinal);

        var faults = project.Read(owner).Faults.Where(fault => $"{fault}".Contains("settings", StringComparison.Ordinal)
            && fault.Severity == Ensembles.Findings.FaultSeverity.Error).ToList();

        Assert.That(faults, Is.Empty);
        Assert.That(SettingTable.Find(name), Is.Not.Null, "it is no plug-in's");
    }

    [Test]
    public void First_releases_are_the_guides_or_those_of_the_code() => Assert.That(
        Keys.Where(key => key.First != "-" && SettingTable.Find(key.Name) is { } row && Short(key.First) != Short(row.Since))
            .ToDictionary(key => key.Name, key => SettingTable.Find(key.Name)!.Since),
        Is.EquivalentTo(FromTheCode));

    /// <summary>Without the first release of a line, where an older line has it: every later line has it too.</summary>
    private static string Short(string releases)
    {
        var all = releases.Split(',', ' ').Select(Version.Parse)
            .Select(first => first < new Version(3, 4, 0) ? new Version(3, 4, 0) : first).Order().ToList();
        return string.Join(' ', all.Where((first, index) => index == 0 || first.Build != 0));
    }

    private static string Quoted(string value) =>
        value is "true" or "false" || double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? value : $"\"{value}\"";

    internal sealed record Documented(string Name, string First, string Value);
}
