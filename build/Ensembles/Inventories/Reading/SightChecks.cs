using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Settings that would keep the suite from measuring what it does: a rollout with them would only find out at the gate
/// of the first server that was restarted.
/// </summary>
internal static class SightChecks
{
    /// <summary>
    /// Sessions and questions of one run at one server from one address: the rollout's own, the witness, the
    /// verification, status.
    /// </summary>
    private const int FewestConnections = 10;

    /// <summary>Below it sessions expire between two heartbeats of a busy machine.</summary>
    private const int ShortestTick = 100;

    private static readonly (string Key, string Value, string Message)[] Blinding =
    [
        ("leaderServes", "no",
            "keeps the leader from answering on its client port, so that the suite cannot measure who leads " +
            "and whether it serves"),
        ("sessionRequireClientSASLAuth", "true",
            "refuses sessions without SASL, and so those of the suite that prove each step"),
        ("enforce.auth.enabled", "true",
            "refuses sessions that do not log in, and so those of the suite that prove each step"),
    ];

    /// <summary>What makes a value unfit for the suite, and what to do; null where it is fit.</summary>
    /// <param name="value">As ZooKeeper reads it.</param>
    public static (string Message, string Remedy)? Unfit(string key, string value) => key switch
    {
        _ when Array.Find(Blinding, one => one.Key == key && one.Value == value) is { Message: { } message } =>
            (message, "remove it"),
        "tickTime" when Number(value) is > 0 and < ShortestTick and var tick =>
            ($"{tick} ms is too short for servers to hear of each other in time", $"use {ShortestTick} or more"),
        "maxClientCnxns" or "maxCnxns" when Number(value) is > 0 and < FewestConnections and var few =>
            ($"{few} connections are too few for the sessions that prove each step",
                $"use {FewestConnections} or more, or 0 for no limit"),
        _ => null,
    };

    public static void Check(
        FoundMap root, FoundMap settings, ImmutableSortedDictionary<string, string> values, Faults faults)
    {
        bool logsIn = LogsIn(root);
        foreach (var (key, value) in values)
        {
            if (!(logsIn && IsForLogins(key)) && Unfit(key, value) is var (message, remedy))
            {
                faults.Error(InventoryCodes.SettingPreventsManagement, settings.Place(key), message, remedy);
            }
        }

        foreach (var flag in root.Map("java")?.List("flags")?.Items.OfType<FoundText>() ?? [])
        {
            foreach (var (_, _, message) in Blinding.Where(one => !(logsIn && IsForLogins(one.Key)) &&
                flag.Value.Equals($"-Dzookeeper.{one.Key}={one.Value}", StringComparison.OrdinalIgnoreCase)))
            {
                faults.Error(InventoryCodes.SettingPreventsManagement, flag, message, "remove it");
            }
        }
    }

    private static bool IsForLogins(string key) => key is "sessionRequireClientSASLAuth" or "enforce.auth.enabled";

    /// <summary>The sessions of the suite log in by SASL themselves.</summary>
    private static bool LogsIn(FoundMap root) => root.Map("security")?.Map("sasl") is { } sasl
        && sasl.Text("clients")?.Value switch
        {
            "digest" => sasl.Has("user"),
            "kerberos" => sasl.Has("ownPrincipal"),
            _ => false,
        };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
