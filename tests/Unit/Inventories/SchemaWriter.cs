using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Settings;

namespace Unit.Inventories;

/// <summary>The shape of inventories as a JSON schema (draft 7): editors complete and check by it.</summary>
internal static class SchemaWriter
{
    private const string Variable = "variable";

    private const int LineLength = 120;

    private static readonly JsonSerializerOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The contents of <c>inventories/schema.json</c>.</summary>
    public static string Write()
    {
        var root = Of(InventoryShape.Root);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Inventory of a ZooKeeper ensemble",
        };
        foreach (var (name, value) in root.ToList())
        {
            root.Remove(name);
            schema[name] = value;
        }

        schema["definitions"] = Definitions();
        return Lay(schema, "") + "\n";
    }

    private static JsonObject Of(Shape shape) => shape switch
    {
        MapShape map => OfMap(map),
        ListShape list => new JsonObject { ["type"] = "array", ["items"] = Of(list.Item), ["minItems"] = list.Min },
        NumberShape number => OrVariable(
            new JsonObject { ["type"] = "integer", ["minimum"] = number.Min, ["maximum"] = number.Max }),
        DecimalShape { Max: double.MaxValue } => OrVariable(new JsonObject { ["type"] = "number" }),
        DecimalShape share => OrVariable(
            new JsonObject { ["type"] = "number", ["minimum"] = share.Min, ["maximum"] = share.Max }),
        FlagShape => OrVariable(new JsonObject { ["type"] = "boolean" }),
        ChoiceShape choice => OrVariable(new JsonObject { ["enum"] = Array(choice.Values) }),
        TextShape text => OrVariable(new JsonObject
        {
            // A number without quotes is text too where any text is.
            ["type"] = text.Format == TextFormat.Line || text.Format == TextFormat.Setting || text.Format == TextFormat.PurgeInterval
                ? Array(["string", "number"])
                : "string",
            ["pattern"] = text.Format.Pattern,
        }),
        EitherShape either => new JsonObject { ["anyOf"] = new JsonArray([.. either.Choices.Select(Of)]) },
        VariablesShape => new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z_][A-Za-z0-9_]*$" },
            ["additionalProperties"] = Of(new TextShape(TextFormat.Line)),
        },
        UsersShape => new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = TextFormat.User.Pattern },
            ["additionalProperties"] = Of(new TextShape(TextFormat.Line)),
        },
        OtherSettingsShape => new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z0-9._-]+$" },
            ["additionalProperties"] = Of(new TextShape(TextFormat.Setting)),
        },
        SettingsShape => OfSettings(""),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static JsonObject OfMap(MapShape map)
    {
        var properties = new JsonObject();
        foreach (var key in map.Keys)
        {
            var property = Of(key.Shape);
            property.Insert(0, "description", key.About);
            properties[key.Name] = property;
        }

        var result = new JsonObject
        {
            ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false,
        };
        string[] required = [.. map.Keys.Where(key => key.Required).Select(key => key.Name)];
        if (required.Length > 0)
        {
            result["required"] = Array(required);
        }

        return result;
    }

    /// <summary>
    /// Whole names, and the parts of names as objects. Names of several parts inside of an object are left to the
    /// reader: spelling out every mixture would double the file.
    /// </summary>
    private static JsonObject OfSettings(string prefix)
    {
        var properties = new JsonObject();
        string[] below = [.. SettingTable.All.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        foreach (string key in below.Where(
            key => prefix.Length == 0 || !key[prefix.Length..].Contains('.', StringComparison.Ordinal)))
        {
            properties[key[prefix.Length..]] = Reference(key);
        }

        foreach (string part in below.Select(key => key[prefix.Length..].Split('.')).Where(rest => rest.Length > 1)
            .Select(rest => rest[0]).Distinct().Where(part => !properties.ContainsKey(part)))
        {
            properties[part] = OfSettings(prefix + part + ".");
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["patternProperties"] = prefix switch
            {
                "" => new JsonObject(SettingTable.FreePrefixes.Select(free => KeyValuePair.Create(
                    $@"^{free[..^1]}\.[A-Za-z0-9._-]+$", (JsonNode?)Reference(free + "1")))),
                SettingTable.FreePrefix => new JsonObject { ["^[A-Za-z0-9._-]+$"] = Reference("authProvider.1") },
                _ => new JsonObject { [@"\."] = new JsonObject() },
            },
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Definitions()
    {
        var result = new JsonObject
        {
            [Variable] = new JsonObject
            {
                ["description"] = "Filled in from the environment: ${NAME} or ${NAME:-default}.",
                ["type"] = "string",
                ["pattern"] = @"\$\{",
            },
        };
        foreach (var setting in SettingTable.All.Values.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            var definition = setting.Shape is ListShape list
                ? new JsonObject { ["anyOf"] = new JsonArray(Of(list.Item), Of(list)) }
                : Of(setting.Shape);
            string since = setting.Since == "3.4.0"
                ? ""
                : $" Since {setting.Since.Replace(" ", ", ", StringComparison.Ordinal)}.";
            definition.Insert(0, "description", setting.About + since);
            result[setting.Key] = definition;
        }

        return result;
    }

    /// <summary>What fits a line stands on one: a third of the lines of the serializer's own layout.</summary>
    private static string Lay(JsonNode? node, string indent)
    {
        string line = node?.ToJsonString(Options) ?? "null";
        string inner = indent + "  ";
        return indent.Length > 0 && indent.Length + line.Length < LineLength ? line : node switch
        {
            JsonObject map => $"{{\n{string.Join(",\n", map.Select(entry =>
                $"{inner}{JsonSerializer.Serialize(entry.Key, Options)}: {Lay(entry.Value, inner)}"))}\n{indent}}}",
            JsonArray list => $"[\n{string.Join(",\n", list.Select(item => inner + Lay(item, inner)))}\n{indent}]",
            _ => line,
        };
    }

    private static JsonObject OrVariable(JsonObject schema) =>
        new() { ["anyOf"] = new JsonArray(schema, Reference(Variable)) };

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/definitions/" + name };

    private static JsonArray Array(IEnumerable<string> values) =>
        new([.. values.Select(value => JsonValue.Create(value))]);
}
