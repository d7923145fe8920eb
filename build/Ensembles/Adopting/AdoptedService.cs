using System.Collections.Immutable;
using Ensembles.Observing.Processes;

namespace Ensembles.Adopting;

/// <summary>What keeps a found server running, as the inventory says it.</summary>
/// <param name="Yaml">The value of <c>service</c>; null where there is no way to stop and start it.</param>
/// <param name="Refusal">Why not, and what to do; null where there is one.</param>
internal sealed record AdoptedService(string? Yaml, string? Refusal)
{
    /// <summary>Variables of the process that its command would not find again by itself.</summary>
    private static readonly ImmutableArray<string> Kept =
    [
        "ZOOCFGDIR", "ZOOCFG", "ZOO_LOG_DIR", "ZOO_LOG4J_PROP", "ZOOPIDFILE", "ZOOPIDDIR", "SERVER_JVMFLAGS", "JVMFLAGS",
        "JAVA_HOME", "JMXPORT", "JMXDISABLE", "ZK_SERVER_HEAP", "KAFKA_HEAP_OPTS", "KAFKA_OPTS", "KAFKA_LOG4J_OPTS",
        "KAFKA_JVM_PERFORMANCE_OPTS", "LOG_DIR", "EXTRA_ARGS",
    ];

    public static AdoptedService Of(FoundServer server)
    {
        var (process, keeper) = (server.Process, server.Process.Keeper);
        var who = $"The server of client port {server.ClientPort} on {server.Host} (process {process.Identity.Pid})";
        if (process.OtherNamespace || keeper.Kind == KeeperKind.Container)
        {
            return new(null, $"{who} runs in a container{(keeper.Name.Length > 0 ? $" ({keeper.Name})" : "")}: "
                + "the suite cannot stop and start it from its host; add servers outside of containers by other means");
        }

        return keeper.Kind switch
        {
            KeeperKind.SystemdUnit when keeper.Name.Length > 0 => new($"{{ unit: {YamlText.Of(keeper.Name)} }}", null),
            KeeperKind.Runit when keeper.Name.Length > 0 => new($"{{ runit: {YamlText.Of(keeper.Name)} }}", null),
            KeeperKind.Supervisord when keeper.Name.Length > 0 =>
                new($"{{ supervisord: {YamlText.Of(keeper.Name)} }}", null),
            not KeeperKind.Nobody => new(null,
                $"{who} is kept alive by {keeper}, which the suite has no way to switch off: it would start the server "
                + "again while the suite restarts it. Start the server without it (its unit, or its start script), then "
                + "adopt it"),
            _ when !server.StartCommand.IsEmpty => new(Script(server), null),
            _ => new(null, $"{who} has no start script that could be found beside it: the suite would not know how to "
                + "start it again. Start it by a script or a unit, then adopt it"),
        };
    }

    private static string Script(FoundServer server)
    {
        var lines = new List<string> { $"start: [{string.Join(", ", server.StartCommand.Select(YamlText.Of))}]" };
        if (server.Process.WorkingDirectory is { Length: > 1 } directory)
        {
            lines.Add($"directory: {YamlText.Of(directory)}");
        }

        var kept = Kept.Where(name => server.Process.Environment.GetValueOrDefault(name) is { Length: > 0 }).Select(name =>
            $"{name}: {Value(name, server.Process.Environment[name])}").ToList();
        if (kept.Count > 0)
        {
            lines.Add($"environment: {{ {string.Join(", ", kept)} }}");
        }

        return $"{{ {string.Join(", ", lines)} }}";
    }

    /// <summary>Options with a password in them are not written down.</summary>
    private static string Value(string name, string value) =>
        value.Contains("password", StringComparison.OrdinalIgnoreCase)
        || value.Contains("superDigest", StringComparison.OrdinalIgnoreCase)
        || value.Contains("secret", StringComparison.OrdinalIgnoreCase)
            ? YamlText.Variable("ZOOKEEPER_" + name)
            : YamlText.Of(value);
}
