using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories.Reading;
using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Settings;
using Ensembles.Inventories.Yaml;
using ZooKeeper.Configuration;
using FoundServer = Ensembles.Observing.Found.FoundServer;

namespace Ensembles.Adopting;

/// <summary>What of the servers' configuration files stands under <c>settings</c> of the inventory, and what cannot.</summary>
internal sealed record AdoptedSettings
{
    private const string Tick = "tickTime";

    /// <summary>Said elsewhere in the inventory.</summary>
    private static readonly ImmutableHashSet<string> Elsewhere =
    [
        "dataDir", "dataLogDir", "clientPort", "clientPortAddress", "peerType", "dynamicConfigFile",
        "admin.enableServer", "admin.serverPort", "reconfigEnabled", "standaloneEnabled",
        "DigestAuthenticationProvider.superDigest",
    ];

    /// <summary>What the suite writes itself, where the file says the same.</summary>
    private static readonly ImmutableDictionary<string, string> Written = new Dictionary<string, string>
    {
        ["admin.serverAddress"] = "127.0.0.1", ["admin.commandURL"] = "/commands", ["db.autocreate"] = "false",
        ["DigestAuthenticationProvider.enabled"] = "true",
    }.ToImmutableDictionary();

    /// <summary>Key and value as YAML, in the order of their meaning.</summary>
    public ImmutableArray<(string Key, string Yaml, string About)> Values { get; init; } = [];

    /// <summary>Those that the suite does not know, such as plug-ins', and writes as they are.</summary>
    public ImmutableArray<(string Key, string Yaml)> Others { get; init; } = [];

    /// <summary>What was left out or differs between servers, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public static AdoptedSettings Of(ImmutableArray<FoundServer> servers, Version? release)
    {
        var notes = new List<string>();
        var values = new List<(string Key, string Yaml, string About)>();
        var others = new List<(string Key, string Yaml)>();
        foreach (var key in servers.SelectMany(server => server.Settings.Entries).Select(entry => entry.Key).Distinct()
            .Where(key => !Elsewhere.Contains(key) && !IsMembership(key)))
        {
            var value = Common(servers, key, notes);
            if (value is null || Written.GetValueOrDefault(key) == value)
            {
                continue;
            }

            if (SettingTable.Find(key) is null && OwnedSettings.Find(key) is null && SettingTable.IsKey(key)
                && TextFormat.Setting.Accepts(value))
            {
                others.Add((key, Yaml(key, value)));
                notes.Add($"{key} is a key that the suite does not know: it is taken over under otherSettings, as it is");
            }
            else if (Refusal(key, value, release) is { } refusal)
            {
                notes.Add($"{key}={Shown(key, value)} is not taken over: {refusal}");
            }
            else
            {
                values.Add((key, Yaml(key, value), About(key)));
                if (SettingTable.IsSecret(key))
                {
                    notes.Add($"{key} is a secret: set {YamlText.VariableName(key)} to the value of the servers' file");
                }
            }
        }

        foreach (var (key, value) in ZooKeeperDefaults.Values.Where(one =>
            !Elsewhere.Contains(one.Key) && values.All(given => given.Key != one.Key)
            && servers.All(server => server.Settings[one.Key] is null)))
        {
            values.Add((key, value, "in no file of the servers; ZooKeeper's default"));
        }

        Convert(servers, values, notes);
        string[] order = [.. SettingTable.All.Keys];
        return new()
        {
            Values = [.. values.OrderBy(one => Array.IndexOf(order, one.Key) is >= 0 and var at ? at : int.MaxValue)],
            Others = [.. others],
            Notes = [.. notes],
        };
    }

    /// <summary>Limits in ticks say the same time where the servers' tick is not taken over.</summary>
    private static void Convert(
        ImmutableArray<FoundServer> servers, List<(string Key, string Yaml, string About)> values, List<string> notes)
    {
        var limits = TickLimits.Of(Common(servers, Tick, []), values.Any(given => given.Key == Tick));
        for (var at = 0; limits is not null && at < values.Count; at++)
        {
            var (key, value, _) = values[at];
            if (limits.Converted(key, value) is var (converted, about))
            {
                values[at] = (key, converted, about);
                notes.Add($"{key}={value} becomes {converted}: {about}, since tickTime is not taken over");
            }
        }
    }

    /// <summary>The value that most servers have; those with another one are noted.</summary>
    private static string? Common(ImmutableArray<FoundServer> servers, string key, List<string> notes)
    {
        var most = servers.GroupBy(server => server.Settings[key]).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key is null).First().Key;
        notes.AddRange(servers.Where(server => server.Settings[key] != most).Select(server =>
            server.Settings[key] is { } other
                ? $"server {Id(server)} has {key}={Shown(key, other)}, the inventory {Wanted(most)}"
                : $"server {Id(server)} has no {key}, the inventory {Wanted(most)}"));
        return most;

        string Wanted(string? value) => value is null ? "leaves it out, as most servers do" : Shown(key, value);
    }

    /// <summary>Why the inventory cannot say it; null where it can.</summary>
    internal static string? Refusal(string key, string value, Version? release) =>
        OwnedSettings.Find(key) is var (message, remedy) ? $"in an inventory it {message}; {remedy}"
        : SettingTable.Find(key) is not { } setting ? "the suite does not know the key"
        : release is not null && !setting.IsKnownTo(release) ? $"ZooKeeper {release} does not know the key and ignores it"
        : !Accepts(setting.Shape, value) ? "the suite does not write this value"
        : SightChecks.Unfit(key, value)?.Message;

    private static bool Accepts(Shape shape, string value) => shape switch
    {
        NumberShape wanted => long.TryParse(
            value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= wanted.Min && number <= wanted.Max,
        DecimalShape wanted => CoreSchema.Fraction(value) is { } number && number >= wanted.Min && number <= wanted.Max,
        FlagShape => value.ToLowerInvariant() is "true" or "false",
        ChoiceShape wanted => wanted.Values.Contains(value),
        TextShape wanted => wanted.Format.Accepts(value),
        ListShape { Item: TextShape wanted } => wanted.Format.Accepts(value),
        _ => false,
    };

    /// <summary>A value as an inventory writes it; of a secret a variable.</summary>
    internal static string Yaml(string key, string value) =>
        SettingTable.IsSecret(key) ? YamlText.Variable(YamlText.VariableName(key))
        : SettingTable.Find(key)?.Shape is FlagShape ? value.ToLowerInvariant()
        : YamlText.OfSetting(value);

    private static string About(string key) =>
        SettingTable.IsSecret(key) ? "a secret: set the variable to the value of the servers' file"
        : SettingTable.Find(key)?.About ?? "";

    private static string Shown(string key, string value) => SettingTable.IsSecret(key) ? "***" : value;

    private static string Id(FoundServer server) =>
        server.Id?.ToString(CultureInfo.InvariantCulture) ?? $"on {server.Host}";

    private static bool IsMembership(string key) =>
        key.StartsWith("server.", StringComparison.Ordinal) || HierarchyLines.IsKey(key);
}
