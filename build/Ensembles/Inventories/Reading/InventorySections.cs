using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// What of an inventory decides with which rights, by which commands and where something is done on hosts, as against what
/// servers are told. An inventory that comes from a server's own host may differ in the latter alone.
/// </summary>
public static class InventorySections
{
    /// <summary>What servers are told, and who they are.</summary>
    private static readonly ImmutableHashSet<string> Told =
        ["release", "membership", "settings", "java", "servers", "security", "metrics", "clients"];

    private static readonly ImmutableHashSet<string> ToldOfServer = ["id", "host", "role", "ports", "group", "weight"];

    /// <param name="text">YAML that the reader takes.</param>
    /// <param name="trusted">The same, of the inventory that a person has written.</param>
    /// <returns>Keys of what differs beyond what servers are told, e.g. <c>user</c> or <c>servers[4].service</c>.</returns>
    /// <exception cref="YamlException">One is no YAML.</exception>
    public static ImmutableArray<string> Beyond(string text, string trusted)
    {
        var (other, own) = (Root(text), Root(trusted));
        return
        [
            .. Differing(other, own, Told),
            .. Servers(other).SelectMany(server => Differing(
                    server.Value, Servers(own).GetValueOrDefault(server.Key, []), ToldOfServer)
                .Select(key => $"servers[{server.Key}].{key}")),
        ];
    }

    /// <param name="text">Of an inventory.</param>
    /// <returns>The ids of its servers, as they are written; none where it is no YAML.</returns>
    public static ImmutableArray<string> Ids(string text)
    {
        try
        {
            return [.. Servers(Root(text)).Keys];
        }
        catch (YamlException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Differing(
        IReadOnlyDictionary<string, YamlNode> one, IReadOnlyDictionary<string, YamlNode> other, ImmutableHashSet<string> left) =>
        one.Keys.Union(other.Keys).Where(key => !left.Contains(key))
            .Where(key => Text(one.GetValueOrDefault(key)) != Text(other.GetValueOrDefault(key))).Order(StringComparer.Ordinal);

    private static Dictionary<string, YamlNode> Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] ? Children(root) : [];
    }

    private static Dictionary<string, Dictionary<string, YamlNode>> Servers(Dictionary<string, YamlNode> root) =>
        (root.GetValueOrDefault("servers") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>().Select(Children)
            .DistinctBy(server => Text(server.GetValueOrDefault("id")))
            .ToDictionary(server => Text(server.GetValueOrDefault("id")), StringComparer.Ordinal) ?? [];

    private static Dictionary<string, YamlNode> Children(YamlMappingNode mapping) =>
        mapping.Children.ToDictionary(child => Text(child.Key), child => child.Value, StringComparer.Ordinal);

    /// <summary>The same for the same content, however it is laid out.</summary>
    private static string Text(YamlNode? node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Text))}]",
        YamlMappingNode mapping => $"{{{string.Join(", ", Children(mapping).OrderBy(child => child.Key, StringComparer.Ordinal).Select(child => $"{child.Key}: {Text(child.Value)}"))}}}",
        _ => "",
    };
}
