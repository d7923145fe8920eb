using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Settings;
using Ensembles.Inventories.Yaml;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Compares the file with its shape: keys, types, ranges, formats, variables. Reports everything at once.
/// </summary>
internal sealed class ShapeChecker(Faults faults, Func<string, string?> environment)
{
    /// <returns>The value where it is as it should be, else null.</returns>
    public Found? Check(YamlNode node, Shape shape, string key) => (node, shape) switch
    {
        (YamlScalar { Quoted: false } scalar, _) when CoreSchema.IsNull(scalar.Text) =>
            Refuse(InventoryCodes.MissingValue, node, key, "has no value", "write one, or remove the key"),
        (_, EitherShape either) => Check(
            node, either.Choices.FirstOrDefault(choice => Kind(choice) == Kind(node)) ?? either.Choices[^1], key),
        (YamlMapping map, VariablesShape) => CheckVariables(map, key),
        (YamlMapping map, UsersShape) => CheckUsers(map, key),
        (YamlMapping map, OtherSettingsShape) => CheckOthers(map, key),
        (YamlMapping map, MapShape wanted) => CheckMap(map, wanted, key),
        (YamlMapping map, SettingsShape) => new SettingsChecker(faults, this).Check(map, key),
        (YamlSequence list, ListShape wanted) => CheckList(list, wanted, key),
        (YamlScalar scalar, TextShape or NumberShape or DecimalShape or ChoiceShape or FlagShape) => CheckScalar(scalar, shape, key),
        (YamlMapping { Entries: [{ Value: YamlScalar { Text: "", Quoted: false } } only, ..] }, TextShape) =>
            Refuse(InventoryCodes.WrongType, node, key, "is a mapping where a single value is wanted",
                Placeholder.RemedyOf($"{{{only.Key}}}")),
        _ => Refuse(InventoryCodes.WrongType,
            node, key, $"is {Kind(node)} where {Kind(shape)} is wanted", Advice(shape)),
    };

    private FoundMap CheckMap(YamlMapping map, MapShape shape, string key)
    {
        var values = ImmutableDictionary.CreateBuilder<string, Found>();
        var written = new Dictionary<string, Position>();
        foreach (var entry in map.Entries)
        {
            string path = Join(key, entry.Key);
            if (shape.Keys.FirstOrDefault(known => known.Name == entry.Key) is not { } known)
            {
                RefuseUnknown(entry, path, shape);
            }
            else if (!written.TryAdd(entry.Key, entry.At))
            {
                faults.Error(
                    InventoryCodes.DuplicateKey,
                    path, entry.At, $"is written twice, first in line {written[entry.Key].Line}", "keep one of them");
            }
            else if (Check(entry.Value, known.Shape, path) is { } found)
            {
                values.Add(entry.Key, found);
            }
        }

        foreach (var missing in shape.Keys.Where(known => known.Required && !written.ContainsKey(known.Name)))
        {
            faults.Error(InventoryCodes.MissingKey,
                Join(key, missing.Name), map.At, "is missing", $"write {missing.Example}");
        }

        return new FoundMap(
            key, map.At, values.ToImmutable(), [.. written.Keys], Whole: values.Count == map.Entries.Length);
    }

    /// <summary>Keys that the suite knows have their checks elsewhere: here they would go without.</summary>
    private FoundMap CheckOthers(YamlMapping map, string key)
    {
        var values = ImmutableDictionary.CreateBuilder<string, Found>();
        foreach (var entry in map.Entries)
        {
            string path = Join(key, entry.Key);
            if (!SettingTable.IsKey(entry.Key))
            {
                faults.Error(InventoryCodes.InvalidSettingName,
                    path, entry.At, "cannot be a key of zoo.cfg", "use letters, digits, '.', '_' and '-'");
            }
            else if (SettingTable.Find(entry.Key) is not null)
            {
                faults.Error(InventoryCodes.MisplacedSetting,
                    path, entry.At, "is a key that the suite knows", $"write settings: {entry.Key}");
            }
            else if (OwnedSettings.Find(entry.Key) is var (message, remedy))
            {
                faults.Error(InventoryCodes.ReservedSetting, path, entry.At, message, remedy);
            }
            else if (values.ContainsKey(entry.Key))
            {
                faults.Error(InventoryCodes.DuplicateKey, path, entry.At, "is written twice", "keep one of them");
            }
            else if (Check(
                entry.Value, new TextShape(TextFormat.Setting, SettingTable.IsSecret(entry.Key)), path) is { } found)
            {
                values.Add(entry.Key, found);
            }
        }

        return new FoundMap(key, map.At, values.ToImmutable(), [.. map.Entries.Select(entry => entry.Key)],
            Whole: values.Count == map.Entries.Length);
    }

    private FoundMap CheckVariables(YamlMapping map, string key) => CheckSecrets(map, key, entry =>
        entry.Key.Length == 0 || char.IsAsciiDigit(entry.Key[0])
            || entry.Key.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_')
            ? (InventoryCodes.InvalidVariableName, "is no name of an environment variable",
                "use letters, digits and _, the first no digit")
            : null);

    private FoundMap CheckUsers(YamlMapping map, string key) => CheckSecrets(map, key, entry =>
        TextFormat.User.Accepts(entry.Key) ? null
            : (InventoryCodes.InvalidValue, "is no name of a user", $"use {TextFormat.User.Wanted}"));

    /// <summary>Names that are free, each with a text that may be secret.</summary>
    private FoundMap CheckSecrets(
        YamlMapping map, string key, Func<YamlEntry, (FindingCode Code, string Message, string Remedy)?> refusal)
    {
        var values = ImmutableDictionary.CreateBuilder<string, Found>();
        foreach (var entry in map.Entries)
        {
            string path = Join(key, entry.Key);
            if (refusal(entry) is var (code, message, remedy))
            {
                faults.Error(code, path, entry.At, message, remedy);
            }
            else if (values.ContainsKey(entry.Key))
            {
                faults.Error(InventoryCodes.DuplicateKey, path, entry.At, "is written twice", "keep one of them");
            }
            else if (Check(entry.Value, new TextShape(TextFormat.Line, Secret: true), path) is { } found)
            {
                values.Add(entry.Key, found);
            }
        }

        return new FoundMap(key, map.At, values.ToImmutable(), [.. map.Entries.Select(entry => entry.Key)],
            Whole: values.Count == map.Entries.Length);
    }

    private void RefuseUnknown(YamlEntry entry, string path, MapShape shape)
    {
        string[] names = [.. shape.Keys.Select(known => known.Name)];
        faults.Error(InventoryCodes.UnknownKey,
            path, entry.At, "is not a key of inventories", Nearest.Of(entry.Key, names) is { } near
            ? $"write {near}"
            : $"use one of {string.Join(", ", names)}");
    }

    private FoundList CheckList(YamlSequence list, ListShape shape, string key)
    {
        if (list.Items.Length < shape.Min)
        {
            faults.Error(InventoryCodes.EmptyList, key, list.At, "is empty", "write at least one item");
        }

        var items = list.Items
            .Select((item, i) => Check(item, shape.Item, $"{key}[{i}]"))
            .OfType<Found>()
            .ToImmutableArray();
        return new FoundList(key, list.At, items, Whole: items.Length == list.Items.Length);
    }

    private Found? CheckScalar(YamlScalar scalar, Shape shape, string key)
    {
        string text = Variables.Expand(scalar.Text, environment, out var problem);
        if (problem is var (message, remedy))
        {
            return Refuse(InventoryCodes.UnresolvedVariable, scalar, key, message, remedy);
        }

        // A number or a flag in quotes is text, except where a variable needs the quotes.
        bool textOnly = scalar.Quoted && text == scalar.Text;
        return shape switch
        {
            TextShape wanted => CheckText(scalar, wanted, key, text),
            NumberShape wanted => CheckNumber(scalar, wanted, key, textOnly ? null : text),
            DecimalShape wanted => CheckDecimal(scalar, wanted, key, textOnly ? null : text),
            FlagShape => !textOnly && CoreSchema.Flag(text) is { } flag
                ? FlagText(scalar, key, flag)
                : Refuse(InventoryCodes.InvalidValue, scalar, key, "is neither true nor false",
                    textOnly ? "write true or false, without quotes" : "write true or false"),
            ChoiceShape wanted => wanted.Values.Contains(text)
                ? new FoundText(key, scalar.At, text, text)
                : Refuse(InventoryCodes.InvalidValue,
                    scalar, key, $"'{Show(scalar)}' is not known", $"use {string.Join(" or ", wanted.Values)}"),
            _ => null,
        };
    }

    private Found? CheckText(YamlScalar scalar, TextShape shape, string key, string text)
    {
        string shown = shape.Secret ? "***" : Show(scalar);
        return shape.Format.Accepts(text)
            ? new FoundText(key, scalar.At, text, shown)
            : Refuse(InventoryCodes.InvalidValue,
                scalar, key, $"'{shown}' is not possible here", $"use {shape.Format.Wanted}");
    }

    private Found? CheckNumber(YamlScalar scalar, NumberShape shape, string key, string? text)
    {
        if (text is null || CoreSchema.Integer(text) is not { } number)
        {
            return Refuse(InventoryCodes.WrongType, scalar, key, "is not a whole number", Unquoted(scalar, text, shape));
        }

        return number >= shape.Min && number <= shape.Max
            ? new FoundNumber(key, scalar.At, number)
            : Refuse(InventoryCodes.OutOfRange, scalar, key, $"{Show(scalar)} is out of range", Advice(shape));
    }

    private Found? CheckDecimal(YamlScalar scalar, DecimalShape shape, string key, string? text)
    {
        if (text is null || CoreSchema.Fraction(text) is not { } number)
        {
            return Refuse(InventoryCodes.WrongType, scalar, key, "is not a number", Unquoted(scalar, text, shape));
        }

        return number >= shape.Min && number <= shape.Max
            ? new FoundText(key, scalar.At, text, text)
            : Refuse(InventoryCodes.OutOfRange, scalar, key, $"{Show(scalar)} is out of range", Advice(shape));
    }

    private static FoundText FlagText(YamlScalar scalar, string key, bool flag)
    {
        string text = flag ? "true" : "false";
        return new FoundText(key, scalar.At, text, text);
    }

    /// <summary>A number in quotes is a text, which is easily overlooked.</summary>
    private static string Unquoted(YamlScalar scalar, string? text, Shape shape) =>
        text is null && CoreSchema.Fraction(scalar.Text) is { } number
            ? shape is NumberShape whole && (number < whole.Min || number > whole.Max)
                ? $"{Advice(shape)}, without quotes"
                : $"write {scalar.Text}, without quotes"
            : Advice(shape);

    private Found? Refuse(FindingCode code, YamlNode node, string key, string message, string remedy)
    {
        faults.Error(code, key, node.At, message, remedy);
        return null;
    }

    /// <summary>As written, so without the environment's values; on one line, and not a whole page.</summary>
    private static string Show(YamlScalar scalar)
    {
        string line = string.Concat(scalar.Text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
        return line.Length <= 60 ? line : line[..60] + "…";
    }

    public static string Join(string key, string name) => key.Length == 0 ? name : $"{key}.{name}";

    private static string Advice(Shape shape) => shape switch
    {
        NumberShape { Wanted: { } wanted } => wanted,
        NumberShape { Max: int.MaxValue } wanted => $"use a number from {wanted.Min}",
        NumberShape wanted => $"use {wanted.Min} to {wanted.Max}",
        DecimalShape { Max: double.MaxValue } => "use a number like 0.5",
        DecimalShape wanted => string.Create(CultureInfo.InvariantCulture, $"use a number from {wanted.Min} to {wanted.Max}"),
        TextShape wanted => $"use {wanted.Format.Wanted}",
        ChoiceShape wanted => $"use {string.Join(" or ", wanted.Values)}",
        ListShape => "write [ … ] or lines that begin with '- '",
        MapShape wanted => $"write {{ {wanted.Keys[0].Name}: … }}",
        FlagShape => "write true or false",
        _ => "write { key: value }",
    };

    private static string Kind(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        _ => "a single value",
    };

    private static string Kind(Shape shape) => shape switch
    {
        MapShape or SettingsShape or VariablesShape or OtherSettingsShape or UsersShape => "a mapping",
        EitherShape either => string.Join(" or ", either.Choices.Select(Kind)),
        ListShape => "a list",
        _ => "a single value",
    };
}
