using System.Text;
using Ensembles.Inventories.Settings;
using ZooKeeper.Configuration;

namespace Ensembles.Rendering;

/// <summary>
/// The configuration file of a server that the inventory does not name: its owner's, in which nothing but the list of
/// members is ours to change.
/// </summary>
internal static class OwnConfig
{
    private const string ClientPort = "clientPort";

    /// <summary>
    /// The server's own file with the members of the rendered one. Its other lines stay as they are, comments too. A
    /// client port that only the former list named becomes a setting, as the rendered file has it.
    /// </summary>
    /// <param name="own">The text that stands on the host.</param>
    /// <param name="rendered">The file that a server of the inventory would get, with a static list.</param>
    public static RenderedFile WithMembers(string own, RenderedFile rendered)
    {
        var wanted = ZooCfg.Parse(rendered.Content).Entries;
        var present = ZooCfg.Parse(own);
        var text = new StringBuilder();
        foreach (var (lines, _) in JavaProperties.Lines(own).Where(line => line.Key is null || !IsMember(line.Key)))
        {
            text.Append(lines).Append('\n');
        }

        foreach (var (key, value) in wanted.Where(entry => IsMember(entry.Key)
            || (present[ClientPort] is null && entry.Key.StartsWith(ClientPort, StringComparison.Ordinal))))
        {
            text.Append(key).Append('=').Append(value).Append('\n');
        }

        var isSecret = present.Entries.Any(entry => SettingTable.IsSecret(entry.Key));
        return rendered with
        {
            Content = text.ToString(),
            Secret = isSecret,
            Mode = isSecret ? Renderer.Private : Renderer.Readable,
        };
    }

    /// <summary>It has a list of its own, and no file of members that ZooKeeper keeps.</summary>
    public static bool HasList(string own) => ZooCfg.Parse(own) is { Kept: null } file
        && file.Entries.Any(entry => entry.Key.StartsWith("server.", StringComparison.Ordinal));

    private static bool IsMember(string key) =>
        key.StartsWith("server.", StringComparison.Ordinal) || HierarchyLines.IsKey(key);
}
