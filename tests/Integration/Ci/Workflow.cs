using Lab;
using YamlDotNet.RepresentationModel;

namespace Integration.Ci;

/// <summary>A workflow of GitHub's, as its file says.</summary>
internal static class Workflow
{
    public static string PathOf(string name) => Path.Combine(ProjectFolders.Root, ".github", "workflows", name);

    public static YamlMappingNode Read(string name)
    {
        using var reader = File.OpenText(PathOf(name));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    /// <summary>The steps that run in a shell, of all jobs in their order.</summary>
    public static List<YamlMappingNode> ShellSteps(string name) =>
    [
        .. Map(Read(name), "jobs").Children.Values.SelectMany(job => (YamlSequenceNode)job["steps"])
            .Cast<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")),
    ];

    /// <summary>The node at the end of the keys.</summary>
    public static YamlMappingNode Map(YamlMappingNode node, params IEnumerable<string> keys) =>
        keys.Aggregate(node, (at, key) => (YamlMappingNode)at[key]);

    /// <summary>Names and texts of a mapping, such as <c>env</c>.</summary>
    public static IEnumerable<string> Pairs(YamlMappingNode node) =>
        node.Children.Select(pair => $"{pair.Key}: {pair.Value}");
}
