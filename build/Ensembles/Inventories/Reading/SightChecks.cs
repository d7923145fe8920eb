using System.Collections.Immutable;
using System.Globalization;

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
            "keeps the leader from answering on its client port, so that nobody can measure who leads " +
            "and whether it serves"),
        ("sessionRequireClientSASLAuth", "true",
            "refuses sessions without SASL, and so those of the suite that prove each step"),
        ("enforce.auth.enabled", "true",
            "refuses sessions that do not log in, and so those of the suite that prove each step"),
    ];

    public static void Check(
        FoundMap root, FoundMap settings, ImmutableSortedDictionary<string, string> values, Faults faults)
    {
        var flags = root.Map("java")?.List("flags")?.Items.OfType<FoundText>().ToList() ?? [];
        foreach (var (key, value, message) in Blinding)
        {
            if (values.GetValueOrDefault(key) == value)
            {
                faults.Error(settings.Place(key), message, "remove it");
            }

            foreach (var flag in flags.Where(flag =>
                flag.Value.Equals($"-Dzookeeper.{key}={value}", StringComparison.OrdinalIgnoreCase)))
            {
                faults.Error(flag, message, "remove it");
            }
        }

        Few(settings, values, "maxClientCnxns", faults);
        Few(settings, values, "maxCnxns", faults);
        if (Number(values, "tickTime") is < ShortestTick and var tick && settings.Has("tickTime"))
        {
            faults.Error(settings.Place("tickTime"),
                $"{tick} ms is too short for servers to hear of each other in time", $"use {ShortestTick} or more");
        }
    }

    private static void Few(
        FoundMap settings, ImmutableSortedDictionary<string, string> values, string key, Faults faults)
    {
        if (Number(values, key) is > 0 and < FewestConnections and var few)
        {
            faults.Error(settings.Place(key),
                $"{few} connections are too few for the sessions that prove each step",
                $"use {FewestConnections} or more, or 0 for no limit");
        }
    }

    private static int Number(ImmutableSortedDictionary<string, string> values, string key) =>
        int.TryParse(values.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : 0;
}
