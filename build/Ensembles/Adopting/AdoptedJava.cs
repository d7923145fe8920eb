using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories.Schema;
using Ensembles.Observing.Found;
using Ensembles.Observing.Processes;

namespace Ensembles.Adopting;

/// <summary>The Java machine of the servers as the inventory says it: heap and options of the running processes.</summary>
internal sealed record AdoptedJava
{
    private const string MaximumHeap = "-Xmx";

    /// <summary><c>-Xmx</c>; null where the process has none.</summary>
    public string? Heap { get; init; }

    /// <summary>As YAML.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>JAVA_HOME by the program that runs; null where that is the system's usual one.</summary>
    public string? Home { get; init; }

    public static AdoptedJava Of(ImmutableArray<FoundServer> servers)
    {
        var notes = new List<string>();
        var heap = Common(servers, server => HeapOf(server.Process), "maximum heap", notes);
        var flags = Common(
            servers, server => string.Join('\n', OthersOf(server.Process)), "options of the Java machine", notes) ?? "";
        var yaml = new List<string>();
        foreach (var flag in flags.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TextFormat.JavaFlag.Accepts(flag))
            {
                notes.Add($"the Java option {JavaOptions.Shown(flag)} is not taken over: blanks, * ? and [ do not reach Java "
                    + "by start scripts");
            }
            else if (JavaOptions.SecretKey(flag) is { } key)
            {
                var name = YamlText.VariableOf(key);
                yaml.Add($"\"-D{key}=${{{name}}}\"");
                notes.Add($"the Java option -D{key} holds a secret: set {name} to its value");
            }
            else if (JavaOptions.SecretStart(flag) is { } start)
            {
                yaml.Add(YamlText.OfParts((start, YamlText.VariableOf("javaagent"))));
                notes.Add($"the Java option {start}… may hold a secret: set {YamlText.VariableOf("javaagent")} to what follows");
            }
            else
            {
                yaml.Add(YamlText.Of(flag));
                if (HasPort(flag))
                {
                    notes.Add($"the Java option {JavaOptions.Shown(flag)} opens a port, and further servers get it too: two on one "
                        + "host cannot both have it: take it out of java.flags before one is added there");
                }
            }
        }

        return new()
        {
            Heap = heap is null ? null : Written(heap),
            Flags = [.. yaml],
            Home = JavaOptions.HomeOf(servers[0].Process.Java),
            Notes = [.. notes],
        };
    }

    private static bool HasPort(string flag) => flag.StartsWith("-agentlib:jdwp", StringComparison.Ordinal)
        || flag.StartsWith("-Xrunjdwp", StringComparison.Ordinal)
        || (flag.StartsWith("-Dcom.sun.management.jmxremote.", StringComparison.Ordinal)
            && flag.Contains("port=", StringComparison.Ordinal));

    private static string? HeapOf(RunningServer process) => JavaOptions.ThatCount(JavaOptions.Of(process))
        .FirstOrDefault(option => option.StartsWith(MaximumHeap, StringComparison.Ordinal))?[MaximumHeap.Length..];

    private static IEnumerable<string> OthersOf(RunningServer process) => JavaOptions.ThatCount(JavaOptions.Of(process))
        .Where(option => !option.StartsWith(MaximumHeap, StringComparison.Ordinal) && !JavaOptions.IsOfScripts(option));

    /// <summary>Java takes bytes and any unit; the inventory k, m and g.</summary>
    private static string? Written(string heap) =>
        TextFormat.Heap.Accepts(heap) ? heap
        : long.TryParse(heap, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes >= 1 << 20
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}m")
        : null;

    private static string? Common(
        ImmutableArray<FoundServer> servers, Func<FoundServer, string?> of, string what, List<string> notes)
    {
        var groups = servers.GroupBy(of).OrderByDescending(group => group.Count()).ToList();
        notes.AddRange(groups.Skip(1).SelectMany(group => group).Select(server =>
            $"server {server.Id} on {server.Host} runs with another {what} than the inventory says"));
        return groups[0].Key;
    }
}
