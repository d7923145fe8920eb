using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Rendering;

namespace Ensembles.Observing;

/// <summary>Compares what a server runs with to what the inventory wants, apart from the membership.</summary>
internal static class Comparison
{
    /// <summary>Files beside zoo.cfg that a start reads.</summary>
    public static readonly ImmutableArray<string> Names = ["java.env", "log4j.properties", "logback.xml"];

    /// <param name="texts">Live files and started copies, by path.</param>
    /// <param name="started">The started copies belong to the running process; else the live files are compared.</param>
    public static ImmutableArray<FileDifference> Of(
        Server server, ImmutableDictionary<string, string> texts, bool started,
        ImmutableArray<RenderedFile> wanted)
    {
        string? InForce(string name) => texts.GetValueOrDefault(
            started ? server.StartedCopy(name) : $"{server.Paths.Config}/{name}");
        var differences = ImmutableArray.CreateBuilder<FileDifference>();
        foreach (var file in wanted.Where(file => file.Restart))
        {
            if (file.Name == "zoo.cfg")
            {
                differences.AddRange(ZooCfg.Parse(InForce(file.Name) ?? "").Differences(ZooCfg.Parse(file.Content))
                    .Select(difference => new FileDifference(
                        file.Name, difference.Key, difference.InForce, difference.Wanted)));
            }
            else if (Names.Contains(file.Name) && InForce(file.Name) != file.Content)
            {
                differences.Add(new(file.Name, null, null, null));
            }
        }

        return differences.ToImmutable();
    }
}
