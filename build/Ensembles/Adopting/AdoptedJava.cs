using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories.Schema;
using Ensembles.Inventories.Settings;
using Ensembles.Observing.Processes;

namespace Ensembles.Adopting;

/// <summary>The Java machine of the servers as the inventory says it: heap and options of the running processes.</summary>
internal sealed record AdoptedJava
{
    /// <summary>What start scripts add by themselves: they will again.</summary>
    private static readonly ImmutableArray<string> OfScripts =
    [
        "-Dzookeeper.log.", "-Dzookeeper.root.logger=", "-Dzookeeper.console.threshold=", "-Dlog4j.configuration=",
        "-Dlogback.configurationFile=", "-Dkafka.logs.dir=", "-XX:OnOutOfMemoryError=",
        "-XX:+HeapDumpOnOutOfMemoryError", "-Xloggc:", "-Xlog:gc", "-Dcom.sun.management.jmxremote.local.only=",
    ];

    /// <summary>Options that take the next word.</summary>
    private static readonly ImmutableArray<string> WithWord = ["-cp", "-classpath", "--class-path", "-p"];

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
        var heap = Common(servers, server => Heaps(server.Process).LastOrDefault(), "maximum heap", notes);
        var flags = Common(
            servers, server => string.Join('\n', Options(server.Process)), "options of the Java machine", notes) ?? "";
        var yaml = new List<string>();
        foreach (var flag in flags.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (IsOfScripts(flag))
            {
                continue;
            }

            if (SecretKey(flag) is { } key)
            {
                var name = YamlText.VariableName(key.StartsWith("zookeeper.", StringComparison.Ordinal)
                    ? key["zookeeper.".Length..] : key);
                yaml.Add($"\"-D{key}=${{{name}}}\"");
                notes.Add($"the Java option -D{key} holds a secret: set {name} to its value");
            }
            else if (TextFormat.JavaFlag.Accepts(flag))
            {
                yaml.Add(YamlText.Of(flag));
            }
            else
            {
                notes.Add($"the Java option {flag} is not taken over: blanks, * ? and [ do not reach Java by start scripts");
            }
        }

        return new()
        {
            Heap = heap is null ? null : Written(heap),
            Flags = [.. yaml],
            Home = HomeOf(servers[0].Process.Java),
            Notes = [.. notes],
        };
    }

    /// <summary>The Java machine's own arguments: those before the main class.</summary>
    private static IEnumerable<string> Options(RunningServer process)
    {
        for (var at = 0; at < process.Arguments.Length; at++)
        {
            var word = process.Arguments[at];
            if (WithWord.Contains(word))
            {
                at++;
            }
            else if (word.StartsWith('-') || word.StartsWith('@'))
            {
                if (!word.StartsWith("-Xmx", StringComparison.Ordinal))
                {
                    yield return word;
                }
            }
            else if (word.Contains("QuorumPeerMain", StringComparison.Ordinal))
            {
                yield break;
            }
        }
    }

    private static IEnumerable<string> Heaps(RunningServer process) => process.Arguments
        .Where(word => word.StartsWith("-Xmx", StringComparison.Ordinal)).Select(word => word["-Xmx".Length..]);

    private static bool IsOfScripts(string flag) => flag == "-Dcom.sun.management.jmxremote"
        || OfScripts.Any(start => flag.StartsWith(start, StringComparison.Ordinal));

    /// <summary>The name of a property that holds a secret.</summary>
    private static string? SecretKey(string flag)
    {
        if (!flag.StartsWith("-D", StringComparison.Ordinal) || flag.IndexOf('=', StringComparison.Ordinal) is not (> 2 and var end))
        {
            return null;
        }

        var key = flag[2..end];
        return SettingTable.IsSecret(key) || key.EndsWith("secret", StringComparison.OrdinalIgnoreCase) ? key : null;
    }

    /// <summary>Java takes bytes and any unit; the inventory k, m and g.</summary>
    private static string? Written(string heap) =>
        TextFormat.Heap.Accepts(heap) ? heap
        : long.TryParse(heap, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes >= 1 << 20
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}m")
        : null;

    private static string? HomeOf(string java) =>
        java.EndsWith("/jre/bin/java", StringComparison.Ordinal) ? java[..^"/jre/bin/java".Length]
        : java.EndsWith("/bin/java", StringComparison.Ordinal) && java.Length > "/usr/bin/java".Length
            ? java[..^"/bin/java".Length]
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
