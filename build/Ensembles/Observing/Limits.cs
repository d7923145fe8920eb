using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Rendering;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// Settings that must be the same on all members: the tick, the limits counted in it, and the largest record.
/// </summary>
internal static class Limits
{
    public const string MaxBuffer = "jute.maxbuffer";

    private static readonly ImmutableArray<string> Keys = ["tickTime", "initLimit", "syncLimit", "maxClientCnxns"];

    /// <summary>What the inventory says.</summary>
    public static ImmutableSortedDictionary<string, string> Wanted(Inventory inventory) =>
        Pick(inventory.Settings.Values.GetValueOrDefault, MaxBufferFlag.In(string.Join(' ', inventory.Java.Flags)));

    /// <summary>What a running server says itself, else what its file said when it was started.</summary>
    public static ImmutableSortedDictionary<string, string> InForce(
        HostFacts facts, ConfText? conf, ImmutableDictionary<string, string> texts, Server server)
    {
        if (facts.Pid is null)
        {
            return ImmutableSortedDictionary<string, string>.Empty;
        }

        var path = facts.StartedByUs ? server.StartedCopy("zoo.cfg") : server.ZooCfgPath();
        var file = ZooCfg.Parse(texts.GetValueOrDefault(path, ""));
        return Pick(key => conf?.Settings.GetValueOrDefault(key) ?? file[key], facts.MaxBuffer);
    }

    public static ImmutableSortedDictionary<string, string> Filed(
        ImmutableDictionary<string, string> texts, Server server)
    {
        var file = ZooCfg.Parse(texts.GetValueOrDefault(server.ZooCfgPath(), ""));
        return Pick(key => file[key], MaxBufferFlag.In(texts.GetValueOrDefault($"{server.Paths.Config}/java.env", "")));
    }

    private static ImmutableSortedDictionary<string, string> Pick(Func<string, string?> value, long? maxBuffer) => Keys
        .Select(key => KeyValuePair.Create(key, value(key)!)).Where(pair => pair.Value is not null)
        .Append(new(MaxBuffer, (maxBuffer ?? MaxBufferFlag.Default).ToString(CultureInfo.InvariantCulture)))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
