using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scriban.Runtime;
using Suite.Terminals;

namespace Suite.Reports.Html;

/// <summary>What a report's template can print of <c>report.json</c>.</summary>
internal static class Figures
{
    /// <summary>
    /// <c>count PATH</c> and <c>time PATH</c>, for paths such as <c>steps.0.took</c>: a figure for people that carries
    /// the exact one; <c>none</c> where there is none.
    /// </summary>
    public static ScriptObject Functions(JsonObject report)
    {
        var functions = new ScriptObject();
        functions.Import(
            "count", new Func<string, Raw>(path => Figure(report, path, value => Wording.Count((long)value))));
        functions.Import("time", new Func<string, Raw>(path =>
            Figure(report, path, value => Wording.Time(TimeSpan.FromMilliseconds(value)))));
        functions.Import("date", new Func<string, string>(time =>
            DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)
                .ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)));
        functions.Import("sign", new Func<string, string>(outcome => outcome switch
        {
            "passed" => "✓",
            "failed" => "✗",
            "warning" => "!",
            _ => "–",
        }));
        functions.Import("sign_of", new Func<string, string>(line => line[..1]));
        functions.Import("list", new Func<ScriptArray, string>(items => string.Join(", ", items)));
        functions.Import("headline", new Func<string, string>(Wording.Headline));
        functions.Import("details", new Func<string, string>(Wording.Details));
        functions.Import("command", new Func<string, Raw>(Command));
        functions.Import("ran", new Func<ScriptArray, string>(Ran));
        functions.Import("capital", new Func<string, string>(Capital));
        functions.Import("sentence", new Func<string, string>(
            words => Capital(words) + (words.EndsWith('.') ? "" : ".")));
        functions.Import("words", new Func<string, string>(outcome => outcome switch
        {
            "warning" => "mind",
            "unverified" => "not verified",
            _ => outcome,
        }));
        return functions;
    }

    public static object? Scripted(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => Map(map),
        JsonArray list => new ScriptArray(list.Select(Scripted)),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.Number => Number(node),
            var kind => kind == JsonValueKind.True,
        },
    };

    /// <summary><c>3.9.3 on servers 1, 2; 3.8.0 on server 3</c>.</summary>
    private static string Ran(ScriptArray versions) => versions.Count == 0 ? "not known" : string.Join("; ", versions
        .Cast<ScriptObject>().Select(version => (Name: version["version"], Ids: (ScriptArray)version["servers"]!))
        .Select(version =>
            $"{version.Name} on {(version.Ids.Count == 1 ? "server" : "servers")} {string.Join(", ", version.Ids)}"));

    /// <summary>Words that stay whole where they fit a line: browsers would break them after each hyphen.</summary>
    private static Raw Command(string text) => new(string.Join(' ', text.Split(' ')
        .Select(word => $"<span class=\"word\">{WebUtility.HtmlEncode(Wording.Printable(word))}</span>")));

    private static string Capital(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static ScriptObject Map(JsonObject map)
    {
        var script = new ScriptObject();
        foreach (var (name, value) in map)
        {
            script[name] = Scripted(value);
        }

        return script;
    }

    private static Raw Figure(JsonObject report, string path, Func<double, string> write)
    {
        if (At(report, path) is not { } node)
        {
            return new("none");
        }

        var value = Number(node);
        var exact = value.ToString("R", CultureInfo.InvariantCulture);
        return new($"<data value=\"{exact}\" data-path=\"{path}\">{WebUtility.HtmlEncode(write(value))}</data>");
    }

    private static JsonNode? At(JsonObject report, string path) => path.Split('.').Aggregate(
        (JsonNode?)report, (node, name) => int.TryParse(name, CultureInfo.InvariantCulture, out var index)
            ? node?[index]
            : node?[name]);

    /// <summary>Values made in memory keep their type: each is read as it would be from the file.</summary>
    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
