using System.Globalization;
using System.Text.RegularExpressions;

namespace Unit.Suite.Arguments;

/// <summary>
/// What a command line means when it is read to the letter, told a second time with nothing of the suite's: tables,
/// and rules in a row. Null wherever there is the slightest doubt.
/// </summary>
internal static partial class StrictReading
{
    public static readonly string[] Targets = ["Expand", "Plan", "Down", "Status", "Default"];

    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["target"] = ["target"],
        ["inventory"] = ["inventory"],
        ["strategy"] = ["strategy"],
        ["accept-risk"] = ["acceptrisk"],
        ["no-witness"] = ["nowitness"],
        ["no-backup"] = ["nobackup"],
        ["backup"] = ["backup"],
        ["thorough"] = ["thorough"],
        ["detailed-exitcode"] = ["detailedexitcode"],
        ["output"] = ["output"],
        ["watch"] = ["watch"],
        ["purge"] = ["purge"],
        ["exclusive"] = ["exclusive"],
        ["dryrun"] = ["dryrun", "noop", "whatif"],
        ["tree"] = ["tree"],
        ["verbosity"] = ["verbosity"],
        ["working"] = ["working"],
        ["category"] = ["category"],
        ["filter"] = ["filter"],
        ["no-report"] = ["noreport"],
        ["description"] = ["description"],
        ["version"] = ["version"],
        ["info"] = ["info"],
        ["help"] = ["help"],
    };

    private static readonly Dictionary<string, string> Letters = new()
    {
        ["-t"] = "target", ["-e"] = "exclusive", ["-v"] = "verbosity", ["-w"] = "working", ["-h"] = "help",
    };

    private static readonly string[] Flags =
    [
        "no-witness", "no-backup", "thorough", "detailed-exitcode", "purge", "exclusive", "dryrun", "tree", "no-report",
        "description", "version", "info", "help",
    ];

    /// <summary>Of the targets here; what is not named is for all.</summary>
    private static readonly Dictionary<string, string[]> Uses = new()
    {
        ["strategy"] = ["Expand", "Plan"], ["accept-risk"] = ["Expand", "Plan"], ["no-witness"] = ["Expand"], ["no-backup"] = ["Expand"],
        ["thorough"] = ["Expand"], ["detailed-exitcode"] = ["Plan"], ["output"] = ["Plan", "Status"], ["watch"] = ["Status"],
        ["purge"] = ["Down"], ["backup"] = [], ["category"] = [], ["filter"] = [],
    };

    private static readonly string[] InsteadOfTargets = ["help", "tree", "description", "version", "info"];

    private static readonly string[] NeverFromVariables = ["tree", "description", "version", "info", "help"];

    /// <returns>Values by canonical name, several targets with a blank between them; null: nothing may happen.</returns>
    public static SortedDictionary<string, string>? Of(
        IReadOnlyList<string> args, IReadOnlyDictionary<string, string> variables)
    {
        SortedDictionary<string, string> meaning = new(StringComparer.Ordinal);
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var word))
        {
            var match = Option().Match(word);
            var name = Canonical(match.Groups["name"].Value) ?? Letters.GetValueOrDefault(match.Groups["letter"].Value);
            if (!match.Success || name is null)
            {
                return null;
            }

            var text = match.Groups["value"] is { Success: true } attached ? attached.Value : null;
            if (text is null && rest.TryPeek(out var next) && !next.StartsWith('-')
                && (!Flags.Contains(name) || Plain(next) is not null))
            {
                text = rest.Dequeue();
            }

            text ??= Flags.Contains(name) || name == "watch" ? "true" : "";
            if (Value(name, text) is not { } value)
            {
                return null;
            }

            if (name == "target" && meaning.TryGetValue(name, out var others))
            {
                meaning[name] = $"{others} {value}";
            }
            else if (!meaning.TryAdd(name, value) && meaning[name] != value)
            {
                return null;
            }
        }

        var line = meaning.Keys.ToHashSet();
        return Variables(meaning, variables) && IsOfUse(meaning, line) ? meaning : null;
    }

    /// <summary>What only variables say of other targets is left out.</summary>
    private static bool IsOfUse(SortedDictionary<string, string> meaning, HashSet<string> line)
    {
        var targets = meaning.GetValueOrDefault("target", "Default").Split(' ');
        if (targets.Contains("Default") || InsteadOfTargets.Any(name => meaning.GetValueOrDefault(name) == "true"))
        {
            return true;
        }

        foreach (var name in meaning.Keys.Where(name => Uses.TryGetValue(name, out var of) && !of.Intersect(targets).Any()).ToList())
        {
            if (line.Contains(name))
            {
                return false;
            }

            meaning.Remove(name);
        }

        return true;
    }

    private static bool Variables(SortedDictionary<string, string> meaning, IReadOnlyDictionary<string, string> all)
    {
        Dictionary<string, string> found = [];
        foreach (var (variable, text) in all.Where(pair => pair.Key.StartsWith("ENSEMBLE_", StringComparison.Ordinal)))
        {
            var name = Canonical(variable["ENSEMBLE_".Length..]);
            if (name is null || NeverFromVariables.Contains(name) || meaning.ContainsKey(name)
                || (text.Length == 0 && name != "inventory"))
            {
                continue;
            }

            if (Value(name, text) is not { } value || (!found.TryAdd(name, value) && found[name] != value))
            {
                return false;
            }
        }

        foreach (var (name, value) in found)
        {
            meaning.Add(name, value);
        }

        return true;
    }

    private static string? Canonical(string written) => Words().IsMatch(written)
        ? Names.Where(pair => pair.Value.Contains(written.Replace("-", "").Replace("_", "").ToLowerInvariant()))
            .Select(pair => pair.Key).SingleOrDefault()
        : null;

    private static string? Value(string name, string text) => name switch
    {
        _ when text.Trim().Length == 0 => null,
        _ when Flags.Contains(name) => Plain(text),
        "target" => Targets.SingleOrDefault(target => Same(target, text)),
        "strategy" => OneOf(text, "auto", "reconfig", "rolling", "cold", "jump"),
        "output" => OneOf(text, "json", "text"),
        "verbosity" => OneOf(text, "quiet", "minimal", "normal", "verbose", "diagnostic")
            ?? (text.ToLowerInvariant() switch
            {
                "q" => "quiet", "m" => "minimal", "n" => "normal", "v" => "verbose", "d" => "diagnostic", _ => null,
            }),
        "watch" => Plain(text) ?? (Seconds().IsMatch(text)
            && double.Parse(text, CultureInfo.InvariantCulture) is >= 0.1 and <= 86400 ? text : null),
        "working" => Directory.Exists(text) ? text : null,
        "accept-risk" => Risk().IsMatch(text) ? text : null,
        _ => text,
    };

    private static string? Plain(string text) => OneOf(text, "true", "false");

    private static string? OneOf(string text, params string[] allowed) => allowed.SingleOrDefault(one => Same(one, text));

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?:--(?<name>[^=:-][^=:]*)|(?<letter>-[a-z]))(?:[=:](?<value>[\s\S]*))?\z")]
    private static partial Regex Option();

    [GeneratedRegex(@"^[A-Za-z0-9]+([_-][A-Za-z0-9]+)*\z")]
    private static partial Regex Words();

    [GeneratedRegex(@"^(\d+(\.\d*)?|\.\d+)\z")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^(lost-writes|two-leaders)-\d+-to-\d+\z", RegexOptions.ECMAScript)]
    private static partial Regex Risk();
}
