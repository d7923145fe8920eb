using Cake.Frosting.Hosting;
using Suite.Arguments;
using Suite.Runs;

namespace Unit.Suite.Arguments;

/// <summary>
/// Ten thousand command lines of the arguments' own alphabet, most of them with slips: none does anything else than a
/// strict reading says, and what the host makes of the rest is the same target in the same mode.
/// </summary>
internal sealed class AnyCommandLineTests
{
    private const int Lines = 10_000;

    private static readonly string[] Names =
    [
        "target", "target", "target", "inventory", "inventory", "strategy", "accept-risk", "no-witness", "no-backup",
        "backup", "thorough", "detailed-exitcode", "output", "watch", "purge", "purge", "exclusive", "dryrun", "dryrun",
        "noop", "whatif", "tree", "verbosity", "working", "category", "filter", "no-report", "description", "version",
        "info", "help",
    ];

    private static readonly string[] Values =
    [
        "Expand", "Plan", "Down", "Status", "expand", "EXPAND", "Expnd", "prod", "local", "true", "false", "True",
        "FALSE", "no", "yes", "1", "0", "", " ", " true", "auto", "Cold", "rolling", "0.5", "1e3", "-5", "NaN", "86401",
        "json", "quiet", "d", "loud", "/", "/nowhere", "lost-writes-1-to-3", "two-leaders-3-to-5x", "a=b", "a:b", "=", "-t",
        "--purge", "--target=Down", "--", "-", "a b", "a\nb", "\"x\"", "'", "$(x)", "日本", "\u0130",
    ];

    [Test]
    public void No_command_line_does_anything_else_than_a_strict_reading_says()
    {
        var random = new Random(20_251);
        var (accepted, refused) = (0, 0);
        for (var i = 0; i < Lines; i++)
        {
            var args = Enumerable.Range(0, random.Next(5)).SelectMany(_ => Argument(random)).ToList();
            var variables = random.Next(3) > 0 ? [] : Enumerable.Range(0, random.Next(1, 3))
                .Select(_ => Variable(random)).DistinctBy(pair => pair.Key)
                .ToDictionary(pair => pair.Key, pair => pair.Value);
            var told = $"line {i}: [{string.Join("] [", args)}] with {string.Join(", ", variables)}";

            var expected = StrictReading.Of(args, variables);
            var (given, faults) =
                new ArgumentReader(ArgumentList.For(StrictReading.Targets)).Read(args, variables);

            if (expected is null)
            {
                refused++;
                Assert.That(faults, Is.Not.Empty, told);
                continue;
            }

            accepted++;
            Assert.That(faults, Is.Empty, told);
            Assert.That(
                given.Values.ToDictionary(pair => pair.Key, pair => string.Join(' ', pair.Value)),
                Is.EquivalentTo(expected), told);
            AssertHost(given, expected, told);
        }

        // Neither half may be a handful.
        Assert.That((accepted, refused), Is.GreaterThan((2_000, 2_000)));
        Assert.That(refused, Is.GreaterThan(2_000));
        TestContext.Out.WriteLine($"{accepted} accepted, {refused} refused");
    }

    /// <summary>The host's own reading of what it is given, and the options of the run.</summary>
    private static void AssertHost(GivenArguments given, SortedDictionary<string, string> expected, string told)
    {
        var host = CommandLine.Parse(given.ForHost, null)!.Settings;
        if (Said("help"))
        {
            Assert.That(host.Targets ?? [], Is.Empty, told);
            return;
        }

        Assert.That(string.Join(' ', host.Targets ?? []), Is.EqualTo(expected.GetValueOrDefault("target", "")), told);
        Assert.That(
            (host.DryRun, host.Exclusive, host.Tree, host.Description, host.Version, host.Info, host.NoReport),
            Is.EqualTo((Said("dryrun"), Said("exclusive"), Said("tree"), Said("description"), Said("version"),
                Said("info"), Said("no-report"))), told);
        Assert.That(
            host.Verbosity?.ToString().ToLowerInvariant(), Is.EqualTo(expected.GetValueOrDefault("verbosity")), told);
        if (expected.GetValueOrDefault("target", "").Contains(' '))
        {
            return; // Some want different things of one ensemble.
        }

        var run = RunArguments.Of(given, "/project");
        Assert.That(run.Inventory, Is.EqualTo(expected.GetValueOrDefault("inventory", "local")), told);
        Assert.That(
            (run.Purge, run.Witness, run.Backup, run.Thorough, run.DetailedExitCode, run.Watch is not null),
            Is.EqualTo((Said("purge"), !Said("no-witness"), !Said("no-backup"), Said("thorough"),
                Said("detailed-exitcode"), expected.GetValueOrDefault("watch", "false") != "false")), told);
        Assert.That(run.Planning.AcceptedRisk, Is.EqualTo(expected.GetValueOrDefault("accept-risk")), told);
        Assert.That(
            run.Planning.Strategy.ToString().ToLowerInvariant(),
            Is.EqualTo(expected.GetValueOrDefault("strategy", "auto")), told);

        bool Said(string name) => expected.GetValueOrDefault(name) == "true";
    }

    private static IEnumerable<string> Argument(Random random)
    {
        if (random.Next(12) == 0)
        {
            return [Values[random.Next(Values.Length)]];
        }

        if (random.Next(8) == 0)
        {
            var letter = "-" + "tevwhTxE"[random.Next(8)];
            return random.Next(3) switch
            {
                0 => [letter],
                1 => [letter, Value(random, letter)],
                _ => [$"{letter}={Value(random, letter)}"],
            };
        }

        var name = Names[random.Next(Names.Length)];
        var written = (random.Next(25) switch { 0 => "-", 1 => "---", 2 => "", _ => "--" }) + Spelt(random, name);
        return random.Next(4) switch
        {
            0 => [written],
            1 => [written, Value(random, name)],
            2 => [$"{written}:{Value(random, name)}"],
            _ => [$"{written}={Value(random, name)}"],
        };
    }

    private static KeyValuePair<string, string> Variable(Random random)
    {
        var name = Names[random.Next(Names.Length)];
        var spelt = Spelt(random, name, slips: false).Replace('-', '_').Replace("__", "_").ToUpperInvariant();
        return KeyValuePair.Create(
            random.Next(10) == 0 ? $"OTHER_{spelt}" : $"ENSEMBLE_{spelt}", Value(random, name));
    }

    /// <summary>More often than not a value that fits, so that not all is refused.</summary>
    private static string Value(Random random, string name) => random.Next(3) == 0
        ? Values[random.Next(Values.Length)]
        : name switch
        {
            "target" or "-t" => StrictReading.Targets[random.Next(StrictReading.Targets.Length)],
            "strategy" => "cold",
            "output" => "json",
            "verbosity" or "-v" => "Quiet",
            "working" or "-w" => "/",
            "watch" => "2",
            "accept-risk" => "lost-writes-1-to-3",
            "inventory" or "backup" or "category" or "filter" => "prod",
            _ => random.Next(3) == 0 ? "false" : "true",
        };

    private static string Spelt(Random random, string name, bool slips = true)
    {
        if (slips && random.Next(12) == 0)
        {
            // A letter goes, comes twice, or is another.
            var at = random.Next(name.Length);
            return random.Next(3) switch
            {
                0 => name.Remove(at, 1),
                1 => name.Insert(at, name[at..(at + 1)]),
                _ => name[..at] + "aeiou-_"[random.Next(7)] + name[(at + 1)..],
            };
        }

        name = random.Next(4) switch { 0 => name.Replace('-', '_'), 1 => name.Replace("-", ""), _ => name };
        name = random.Next(6) == 0 && name.Length > 4 ? name.Insert(random.Next(1, name.Length), "-") : name;
        return random.Next(4) switch
        {
            0 => name.ToUpperInvariant(),
            1 => string.Concat(name.Select(one => random.Next(3) == 0 ? char.ToUpperInvariant(one) : one)),
            _ => name,
        };
    }
}
