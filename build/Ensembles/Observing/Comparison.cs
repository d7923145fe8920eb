using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Rendering;

namespace Ensembles.Observing;

/// <summary>Compares what a server runs with to what the inventory wants, apart from the membership.</summary>
internal static class Comparison
{
    /// <summary>Files beside zoo.cfg that a start reads.</summary>
    public static readonly ImmutableArray<string> Names = ["java.env", "log4j.properties", "logback.xml"];

    /// <summary>
    /// Beside the started copies: digests of key stores and logins as they were at the start, as <c>sha256sum</c> writes
    /// them.
    /// </summary>
    public const string SealedNote = "sealed";

    /// <summary>What <c>conf</c> tells in another form than files have it: folders of version-2, and -1 for no port.</summary>
    private static readonly ImmutableArray<string> ToldOtherwise = ["dataDir", "dataLogDir", "secureClientPort"];

    /// <param name="texts">Live files and started copies, by path.</param>
    /// <param name="facts">
    /// Tell whether the started copies belong to the running process; else the live files are compared, and one that is
    /// newer than the process differs, whatever it says: the process has not read it.
    /// </param>
    /// <param name="shown">Settings that the process itself shows (conf).</param>
    public static ImmutableArray<FileDifference> Of(
        Server server, ImmutableDictionary<string, string> texts, HostFacts facts,
        ImmutableArray<RenderedFile> wanted, ImmutableSortedDictionary<string, string>? shown = null)
    {
        var differences = Of(server, texts, facts.StartedByUs, wanted);
        foreach (var file in wanted.Where(file => file.Restart && (file.Name == "zoo.cfg" || Names.Contains(file.Name))
            && facts.IsNewer(server.LivePath(file.Name))))
        {
            var read = file.Name == "zoo.cfg" ? ZooCfg.Parse(file.Content) : null;
            differences =
            [
                .. differences.Where(difference => difference.File != file.Name),
                .. from setting in shown ?? ImmutableSortedDictionary<string, string>.Empty
                   let value = read?[setting.Key]
                   where value is not null && value != setting.Value && !IsMembership(setting.Key)
                       && !ToldOtherwise.Contains(setting.Key)
                   select new FileDifference(file.Name, setting.Key, setting.Value, value),
                new(file.Name, null, null, null) { IsUnread = true },
            ];
        }

        return [.. differences, .. SealedDifferences(server, texts, facts, wanted)];
    }

    /// <summary>Key stores and logins that the process has read otherwise than they are wanted.</summary>
    private static IEnumerable<FileDifference> SealedDifferences(
        Server server, ImmutableDictionary<string, string> texts, HostFacts facts, ImmutableArray<RenderedFile> wanted)
    {
        var noted = Noted(server, texts);
        return from file in wanted
               where file.Sealed && file.Restart
               let there = facts.Digests.GetValueOrDefault(file.HostPath)
               let read = facts.StartedByUs ? noted.GetValueOrDefault(file.Name) : there
               where read != file.Digest || there != file.Digest
               select new FileDifference(file.Name, null, null, null);
    }

    private static Dictionary<string, string> Noted(Server server, ImmutableDictionary<string, string> texts) =>
        (texts.GetValueOrDefault(server.StartedCopy(SealedNote)) ?? "").Split('\n')
            .Select(line => line.Split("  ", 2)).Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[1]).ToDictionary(file => file.Key, file => file.First()[0]);

    /// <summary>
    /// The key stores and logins that the process runs with, by name, with their SHA-256; those of which that is not known are
    /// left out.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> StartedStores(
        Server server, ImmutableDictionary<string, string> texts, HostFacts facts, bool rereads)
    {
        var noted = Noted(server, texts);
        string? Read(string name) => facts.Process is null || facts.IsNewer(server.LivePath(name)) ? null
            : facts.StartedByUs && !(rereads && name != SecuritySettings.Logins) ? noted.GetValueOrDefault(name)
            : facts.Digests.GetValueOrDefault(server.LivePath(name));
        return SecuritySettings.Stores.Select(name => (name, Digest: Read(name))).Where(store => store.Digest is not null)
            .ToImmutableSortedDictionary(store => store.name, store => store.Digest!, StringComparer.Ordinal);
    }

    private static ImmutableArray<FileDifference> Of(
        Server server, ImmutableDictionary<string, string> texts, bool started, ImmutableArray<RenderedFile> wanted)
    {
        string? InForce(string name) => texts.GetValueOrDefault(
            started ? server.StartedCopy(name) : server.LivePath(name));
        var differences = ImmutableArray.CreateBuilder<FileDifference>();
        foreach (var file in wanted.Where(file => file.Restart))
        {
            if (file.Name == "zoo.cfg")
            {
                differences.AddRange(ZooCfg.Parse(InForce(file.Name) ?? "").Differences(ZooCfg.Parse(file.Content))
                    .Select(difference => new FileDifference(
                        file.Name, difference.Key, difference.InForce, difference.Wanted)));
            }
            else if (!file.Sealed && Names.Contains(file.Name) && InForce(file.Name) != file.Content)
            {
                differences.Add(new(file.Name, null, null, null));
            }
        }

        return differences.ToImmutable();
    }

    /// <summary>
    /// What the live files have otherwise than both the running process and the inventory;
    /// empty where the files of the start are not known.
    /// </summary>
    public static ImmutableArray<FileDifference> Edited(
        Server server, ImmutableDictionary<string, string> texts, bool started, ImmutableArray<RenderedFile> wanted) =>
        !started ? [] :
        [
            .. Of(server, texts, started: false, wanted)
                .Where(difference => !IsMembership(difference.Key) && !QuorumLink.IsKey(difference.Key)
                    && !IsUntouched(server, texts, difference)),
        ];

    /// <summary>The live file still says what the process was started with.</summary>
    private static bool IsUntouched(
        Server server, ImmutableDictionary<string, string> texts, FileDifference difference)
    {
        var live = texts.GetValueOrDefault(server.LivePath(difference.File));
        var old = texts.GetValueOrDefault(server.StartedCopy(difference.File));
        return difference.Key is { } key
            ? ZooCfg.Parse(live ?? "")[key] == ZooCfg.Parse(old ?? "")[key]
            : live == old;
    }

    private static bool IsMembership(string? key) => key is "dynamicConfigFile" or "peerType"
        || (key is not null && (key.StartsWith("server.", StringComparison.Ordinal)
            || key.StartsWith("group.", StringComparison.Ordinal)
            || key.StartsWith("weight.", StringComparison.Ordinal)
            || key.StartsWith("clientPort", StringComparison.Ordinal)));
}
