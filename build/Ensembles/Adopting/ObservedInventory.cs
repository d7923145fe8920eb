using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Inventories.Settings;
using Ensembles.Membership;
using Ensembles.Observing;
using YamlDotNet.RepresentationModel;

namespace Ensembles.Adopting;

/// <summary>
/// The inventory of an ensemble as it runs, where none was carried out on it yet: the one that is about to be, with those settings
/// and servers that the servers themselves show. Pure. What cannot be said in full is not said at all.
/// </summary>
/// <param name="Text">YAML; null: there is nothing to say, or it cannot be said.</param>
/// <param name="Reason">Why it cannot be said; null: it can, or there is nothing to say.</param>
public sealed record ObservedInventory(string? Text, string? Reason)
{
    /// <summary>What the suite gives every server beside what its inventory says: it stays on the way back.</summary>
    private static readonly ImmutableHashSet<string> Own =
    [
        "db.autocreate", "admin.enableServer", "admin.serverAddress", "admin.serverPort", "4lw.commands.whitelist",
        "autopurge.snapRetainCount", "autopurge.purgeInterval", "maxClientCnxns", "tickTime", "initLimit", "syncLimit",
    ];

    private static readonly ObservedInventory Nothing = new(null, null);

    /// <param name="seen">The ensemble before the first change.</param>
    /// <param name="inventory">The one that is about to be carried out.</param>
    /// <param name="text">The same, as it is written.</param>
    public static ObservedInventory Of(Observation seen, Inventory inventory, string text)
    {
        var members = seen.Servers.Where(server => server.State.HasData || server.State.Serving).ToList();
        if (members.Count == 0)
        {
            return Nothing;
        }

        if (WhyNot(seen, inventory, members) is { } reason)
        {
            return new(null, reason);
        }

        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..])
        {
            return Nothing;
        }

        var settings = new YamlSettings(root);
        var changed = false;
        foreach (var key in members.SelectMany(server => server.Differences).Select(difference => difference.Key!).Distinct())
        {
            var told = members.Select(server => server.Differences.FirstOrDefault(difference => difference.Key == key)).ToList();
            var values = told.Select(difference => difference is null ? "as wanted" : $"is {difference.InForce}").Distinct().ToList();
            var value = told.OfType<FileDifference>().First().InForce;
            if (!settings.Has(key) && value is null && Own.Contains(key))
            {
                continue;
            }

            if (values.Count > 1)
            {
                return new(null, $"{key} is not the same for all servers");
            }

            if (!settings.Has(key) && (value is null || OwnedSettings.Find(key) is not null))
            {
                return new(null, $"{key} changes, which no key of settings says");
            }

            // Without the key ZooKeeper has a default of its own, and the suite may have another.
            value ??= ZooKeeperDefaults.Values.GetValueOrDefault(key);
            if (value is not null && AdoptedSettings.Refusal(key, value, inventory.Release.Version) is { } refusal)
            {
                return new(null, $"{key} is {value}, which no inventory says: {refusal}");
            }

            changed = true;
            settings.Set(key, value);
        }

        changed |= Keep(root, [.. members.Select(server => $"{server.Server.Id}")]);
        return changed ? new(Written(stream, inventory), null) : Nothing;
    }

    private static string? WhyNot(Observation seen, Inventory inventory, List<ServerObservation> members)
    {
        if (seen.Leavers.Length > 0)
        {
            return "servers leave that the inventory does not name any more";
        }

        foreach (var server in members)
        {
            var (id, differences) = (server.Server.Id, server.Differences);
            var why = server.Facts.Process is null || server.Status?.Version is not { } version ? "does not serve"
                : version != inventory.Release.Version ? $"runs ZooKeeper {version}, and gets {inventory.Release.Version}"
                : differences.FirstOrDefault(difference => difference.IsUnread) is { } unread ? $"has not read its {unread.File}"
                : differences.FirstOrDefault(difference => difference.File != ServerPaths.UsualConfigFile) is { } file
                    ? $"gets another {file.File}"
                : differences.FirstOrDefault(difference => SettingTable.IsSecret(difference.Key!)) is { } secret
                    ? $"gets another {secret.Key}, which is a secret"
                : !IsMemberAsWanted(server, members, inventory) ? "has another list of members, or other roles in it, than its inventory says"
                : null;
            if (why is not null)
            {
                return $"server {id} {why}";
            }
        }

        return null;
    }

    /// <summary>Its list has just these servers, at the places and in the roles that the inventory says.</summary>
    private static bool IsMemberAsWanted(ServerObservation server, List<ServerObservation> members, Inventory inventory) => server.InForce switch
    {
        RunningConfig.Alone => members.Count == 1,
        RunningConfig.Static list => inventory.Membership == MembershipKind.Static && AreWanted(list.Members.Servers.Values, members),
        RunningConfig.Dynamic list => inventory.Membership == MembershipKind.Dynamic && AreWanted(list.Members.Servers.Values, members),
        _ => false,
    };

    private static bool AreWanted(IEnumerable<ZooKeeper.Configuration.ServerLine> lines, List<ServerObservation> members) =>
        lines.Count() == members.Count && lines.All(line => members.Exists(member =>
            member.Server.Id == line.Id && MemberList.SamePlace(member.Server.Line(), line)));

    /// <summary>Leaves these servers alone.</summary>
    /// <returns>Whether others went.</returns>
    private static bool Keep(YamlMappingNode root, HashSet<string> ids)
    {
        if (!root.Children.TryGetValue("servers", out var node) || node is not YamlSequenceNode servers)
        {
            return false;
        }

        var others = servers.Children.OfType<YamlMappingNode>()
            .Where(server => !(server.Children.TryGetValue("id", out var id) && ids.Contains($"{id}"))).ToList();
        others.ForEach(other => servers.Children.Remove(other));
        return others.Count > 0;
    }

    private static string Written(YamlStream stream, Inventory inventory)
    {
        using var text = new StringWriter();
        text.NewLine = "\n";
        stream.Save(text, assignAnchors: false);
        return $"# {inventory.Ensemble} as its servers ran before the suite changed them for the first time.\n"
            + text.ToString().TrimEnd('.', '\n') + "\n";
    }

    /// <summary>The section <c>settings</c>, whose keys may stand one below the other at their dots.</summary>
    private sealed class YamlSettings
    {
        private readonly YamlMappingNode map;

        public YamlSettings(YamlMappingNode root)
        {
            if (!root.Children.TryGetValue("settings", out var node) || node is not YamlMappingNode found)
            {
                root.Children["settings"] = found = [];
            }

            map = found;
        }

        public bool Has(string key) => Find(map, key) is not null;

        /// <param name="value">Null: without the key.</param>
        public void Set(string key, string? value)
        {
            if (Find(map, key) is { } found)
            {
                found.In.Children.Remove(found.Key);
            }

            if (value is not null)
            {
                map.Children[new YamlScalarNode(key)] = Scalar(AdoptedSettings.Yaml(key, value));
            }
        }

        private static YamlNode Scalar(string yaml)
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents[0].RootNode;
        }

        private static (YamlMappingNode In, YamlNode Key)? Find(YamlMappingNode map, string key)
        {
            foreach (var (name, value) in map.Children)
            {
                var at = $"{name}";
                if (at == key && value is YamlScalarNode)
                {
                    return (map, name);
                }

                if (value is YamlMappingNode inner && key.StartsWith(at + ".", StringComparison.Ordinal)
                    && Find(inner, key[(at.Length + 1)..]) is { } found)
                {
                    return found;
                }
            }

            return null;
        }
    }
}
