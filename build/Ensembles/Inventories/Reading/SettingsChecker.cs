using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Settings;
using Ensembles.Inventories.Yaml;

namespace Ensembles.Inventories.Reading;

/// <summary>Flattens the nested and dotted keys of <c>settings</c> and checks them against the table.</summary>
internal sealed class SettingsChecker(Faults faults, ShapeChecker shapes)
{
    private readonly Dictionary<string, Found> values = [];
    private readonly Dictionary<string, Position> written = [];

    /// <returns>The good ones by their dotted key.</returns>
    public FoundMap Check(YamlMapping map, string key)
    {
        Walk(map, key, "");
        return new FoundMap(
            key, map.At, values.ToImmutableDictionary(), [.. written.Keys], Whole: values.Count == written.Count);
    }

    private void Walk(YamlMapping map, string root, string prefix)
    {
        foreach (var entry in map.Entries)
        {
            string name = ShapeChecker.Join(prefix, entry.Key);
            if (entry.Value is YamlMapping nested && SettingTable.Find(name) is null)
            {
                Walk(nested, root, name);
            }
            else if (!written.TryAdd(name, entry.At))
            {
                faults.Error(
                    InventoryCodes.DuplicateKey, $"{root}.{name}", entry.At,
                    $"is written twice, first in line {written[name].Line}", "keep one of them");
            }
            else if (SettingTable.Find(name) is { } setting)
            {
                CheckValue(entry.Value, setting, $"{root}.{name}");
            }
            else
            {
                CheckUnknown(name, entry, $"{root}.{name}");
            }
        }
    }

    private void CheckValue(YamlNode value, Setting setting, string key)
    {
        // Lists go into zoo.cfg as one line; a person who copies that line may leave it as it is.
        var shape = setting.Shape is ListShape list && value is YamlScalar ? list.Item : setting.Shape;
        var found = shapes.Check(value, shape, key);
        if (found is FoundList many)
        {
            string joined = string.Join(",", many.Items.OfType<FoundText>().Select(item => item.Value));
            found = new FoundText(key, many.At, joined, joined);
        }
        else if (found is FoundNumber number)
        {
            string text = number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            found = new FoundText(key, number.At, text, text);
        }

        if (found is not null)
        {
            values.Add(setting.Key, found);
        }
    }

    /// <summary>A key of a plug-in is ZooKeeper's to hand on; one that is nearly a key of ZooKeeper's is a slip.</summary>
    private void CheckUnknown(string name, YamlEntry entry, string key)
    {
        var at = entry.At;
        if (OwnedSettings.Find(name) is var (message, remedy))
        {
            faults.Error(InventoryCodes.ReservedSetting, key, at, message, remedy);
            return;
        }

        if (SettingTable.FreePrefixOf(name) is { } prefix)
        {
            faults.Error(
                InventoryCodes.InvalidSettingName, key, at, "is not a key that zoo.cfg can hold",
                $"use letters, digits, '.', '_' and '-' after {prefix}");
            return;
        }

        if (!SettingTable.IsKey(name))
        {
            faults.Error(InventoryCodes.InvalidSettingName, key, at, "cannot be a key of zoo.cfg",
                "use letters, digits, '.', '_' and '-'");
            return;
        }

        if (Nearest.Of(name, SettingTable.All.Keys.Concat(OwnedSettings.Names)) is { } near)
        {
            faults.Error(InventoryCodes.UnknownSetting, key, at, "is not a key that ZooKeeper knows, and it would ignore it",
                (OwnedSettings.Find(near)?.Remedy ?? $"write {near}")
                + $", or otherSettings: {{ {name}: … }} where it is a plug-in's");
            return;
        }

        if (shapes.Check(entry.Value, new TextShape(TextFormat.Setting, SettingTable.IsSecret(name)), key) is { } found)
        {
            values.Add(name, found);
            faults.Warning(InventoryCodes.PluginSetting, key, at,
                "is not a key that ZooKeeper knows: it is written as it is, for a plug-in that may read it",
                "write it under otherSettings, where such keys belong, or remove it");
        }
    }
}
