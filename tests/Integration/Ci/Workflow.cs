using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Lab;
using YamlDotNet.RepresentationModel;

namespace Integration.Ci;

/// <summary>A workflow of GitHub's: its jobs with those of their steps that run in a shell.</summary>
internal sealed partial record Workflow(YamlMappingNode Root)
{
    public IEnumerable<string> Jobs => Map(Root, "jobs").Children.Keys.Select(key => key.ToString());

    public static Workflow Read(string name)
    {
        using var reader = File.OpenText(PathOf(name));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    public static string PathOf(string name) => Path.Combine(ProjectFolders.Root, ".github", "workflows", name);

    /// <param name="values">Of expressions, such as <c>inputs.target</c>; all others are empty.</param>
    public IEnumerable<ShellStep> Steps(string job, IReadOnlyDictionary<string, string> values)
    {
        var (workflow, own) = (Map(Root, "jobs", job), (YamlSequenceNode)Map(Root, "jobs", job)["steps"]);
        foreach (var step in own.OfType<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")))
        {
            yield return new(
                Text(step, "name") ?? "", Text(step, "id"), step["run"].ToString(), Text(step, "if") == "always()",
                new[] { Root, workflow, step }.SelectMany(level => Environment(level, values))
                    .GroupBy(pair => pair.Key).ToImmutableDictionary(same => same.Key, same => same.Last().Value));
        }
    }

    /// <summary>The node at the end of the keys.</summary>
    public static YamlMappingNode Map(YamlMappingNode node, params IEnumerable<string> keys) =>
        keys.Aggregate(node, (at, key) => (YamlMappingNode)at[key]);

    private static IEnumerable<KeyValuePair<string, string>> Environment(
        YamlMappingNode level, IReadOnlyDictionary<string, string> values) =>
        !level.Children.ContainsKey("env") ? [] : Map(level, "env").Children.Select(pair => KeyValuePair.Create(
            pair.Key.ToString(),
            Expression().Replace(pair.Value.ToString(), found => values.GetValueOrDefault(found.Groups[1].Value, ""))));

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? value.ToString() : null;

    [GeneratedRegex(@"\$\{\{ *([^ }]+) *\}\}")]
    private static partial Regex Expression();
}

/// <param name="Always">It runs also after a failure.</param>
/// <param name="Environment">Of the workflow, the job and the step itself.</param>
internal sealed record ShellStep(
    string Name, string? Id, string Script, bool Always, ImmutableDictionary<string, string> Environment);
