using System.Collections.Immutable;
using Ensembles.Inventories.Schema;
using Ensembles.Observing.Processes;

namespace Ensembles.Observing.Found;

/// <summary>
/// The variables with which the command that starts a found server gives Java what it runs with: those of its process,
/// and what its command line has beyond them and beyond the files that the command reads.
/// </summary>
internal sealed class StartVariables
{
    private const string OfServer = "SERVER_JVMFLAGS", OfAll = "JVMFLAGS", KafkaHeap = "KAFKA_HEAP_OPTS",
        KafkaOptions = "KAFKA_JVM_PERFORMANCE_OPTS";

    /// <summary>Variables of the process that its command would not find again by itself.</summary>
    private static readonly ImmutableArray<string> Kept =
    [
        "ZOOCFGDIR", "ZOOCFG", "ZOO_LOG_DIR", "ZOO_LOG4J_PROP", "ZOOPIDFILE", "ZOOPIDDIR", OfServer, OfAll, "JAVA_HOME",
        "JMXPORT", "JMXDISABLE", "ZK_SERVER_HEAP", "ZOO_DATADIR_AUTOCREATE_DISABLE", KafkaHeap, "KAFKA_OPTS",
        "KAFKA_LOG4J_OPTS", KafkaOptions, "LOG_DIR", "EXTRA_ARGS", "CLASSPATH",
    ];

    /// <summary>Those of them that hold options of Java.</summary>
    private static readonly ImmutableArray<string> WithOptions =
        [OfServer, OfAll, KafkaHeap, "KAFKA_OPTS", "KAFKA_LOG4J_OPTS", KafkaOptions];

    private readonly FoundServer server;
    private readonly RunningServer process;
    private readonly StartWay way;
    private readonly Dictionary<string, string> values = [];
    private readonly List<string> notes = [];

    /// <summary>What it runs with and the script does not give it by itself.</summary>
    private readonly ImmutableArray<string> options;

    private StartVariables(FoundServer server)
    {
        (this.server, process, way) = (server, server.Process, StartWays.Of(server));
        options = JavaOptions.ThatCount(JavaOptions.Of(process).Where(option => !way.Writes(option, process)));
    }

    /// <summary>Name and value, in the order of their meaning.</summary>
    public IEnumerable<(string Name, string Value)> Values =>
        Kept.Where(values.ContainsKey).Select(name => (name, values[name]));

    /// <summary>What the command cannot give it, a sentence each.</summary>
    public IReadOnlyCollection<string> Notes => notes;

    public static StartVariables Of(FoundServer server)
    {
        var made = new StartVariables(server);
        var isOfScript = made.Keep();
        var missing = made.Missing();
        made.Add(missing);
        if (made.way != StartWay.Closed && (!isOfScript || missing.Length > 0))
        {
            made.AddPlaces();
            made.NoteFurther();
        }

        return made;
    }

    public static bool HoldsOptions(string name) => WithOptions.Contains(name);

    /// <summary>Takes over those of the process; options that it does not run with came from elsewhere.</summary>
    /// <returns>Nothing speaks against a start by the script.</returns>
    private bool Keep()
    {
        var (isOfScript, before) = (way != StartWay.ZkServer || process.Arguments.Any(word =>
            word.StartsWith("-Dzookeeper.log.dir=", StringComparison.Ordinal)), Words(process.Environment, OfServer));
        foreach (var name in Kept.Where(name => name != "CLASSPATH"
            && process.Environment.GetValueOrDefault(name) is { Length: > 0 }))
        {
            var words = Words(process.Environment, name);
            if (!HoldsOptions(name))
            {
                values[name] = process.Environment[name];
            }
            else if (words.All(process.Arguments.Contains))
            {
                // zkServer.sh puts the ones in front of the others and hands the whole down.
                var repeated = name == OfAll && words.Take(before.Length).SequenceEqual(before) ? before.Length : 0;
                Set(name, words.Skip(repeated));
            }
            else
            {
                isOfScript = false;
            }
        }

        // zkServer.sh --config sets it for itself alone.
        if (way == StartWay.ZkServer && server.SettingsFolder is { } folder)
        {
            values.TryAdd("ZOOCFGDIR", folder);
        }

        return isOfScript;
    }

    /// <summary>What neither the variables nor the files of the command give it.</summary>
    private ImmutableArray<string> Missing()
    {
        var given = WithOptions.SelectMany(name => Words(values, name)).ToHashSet();
        return [.. options.Where(option => !given.Contains(option) && !IsWritten(option) && CanBeGiven(option))];
    }

    private bool IsWritten(string option) => server.Written.Concat(server.Configured).Any(word =>
        // zkServer.sh has it in its text, for one of two cases.
        word == option ? !option.StartsWith("-Dzookeeper.datadir.autocreate=", StringComparison.Ordinal)
        : JavaOptions.IsAgent(option) && word.IndexOf('$', StringComparison.Ordinal) is > 0 and var end
            && option.StartsWith(word[..end], StringComparison.Ordinal));

    private bool CanBeGiven(string option)
    {
        if (way != StartWay.Closed && TextFormat.JavaFlag.Accepts(option))
        {
            return true;
        }

        notes.Add($"{server.Name} runs with the Java option {JavaOptions.Shown(option)}, and "
            + (way == StartWay.Closed
                ? $"{server.StartCommand[0]} takes options from no variable: write it into the file that the script reads"
                : "its start script cannot give it that, for it splits options at blanks and expands * ? and [: the next "
                    + "restart takes it away"));
        return false;
    }

    private void Add(ImmutableArray<string> missing)
    {
        if (way == StartWay.ZkServer)
        {
            Set(OfServer, Words(values, OfServer).Concat(missing));
        }
        else if (missing.Length > 0)
        {
            Set(KafkaHeap, Words(values, KafkaHeap).Concat(missing.Where(JavaOptions.IsHeap)));
            // Without a value the script has options of its own, another garbage collector among them.
            var others = WithOptions.Where(name => name != KafkaOptions).SelectMany(name => Words(values, name)).ToHashSet();
            Set(KafkaOptions, options.Where(option => !JavaOptions.IsHeap(option) && !others.Contains(option)
                && TextFormat.JavaFlag.Accepts(option)));
        }
    }

    /// <summary>Java itself, its logs, its jars and its JMX, for a server that was started past the script.</summary>
    private void AddPlaces()
    {
        const string Program = "/bin/java";
        var java = process.Arguments.FirstOrDefault() ?? "";
        var home = java.StartsWith('/') && java.EndsWith(Program, StringComparison.Ordinal) && java.Length > Program.Length
            ? java[..^Program.Length] : JavaOptions.HomeOf(process.Java);
        AddWhere("JAVA_HOME", home);
        var folders = JavaOptions.ClassPath(process).Where(entry => !IsOfRelease(entry)).ToList();
        AddWhere("CLASSPATH", folders.Count > 0 ? string.Join(':', folders) : null);
        if (way == StartWay.ZkServer)
        {
            AddWhere("ZOO_LOG_DIR", Property("zookeeper.log.dir") is null ? null : process.LogFolder);
            AddWhere("ZOO_LOG4J_PROP", Property("zookeeper.root.logger"));
            AddWhere("JMXDISABLE", process.Arguments.Any(word =>
                word.StartsWith("-Dcom.sun.management.jmxremote", StringComparison.Ordinal)) ? null : "true");
        }
    }

    private void AddWhere(string name, string? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }
    }

    private string? Property(string name) => process.Arguments
        .LastOrDefault(word => word.StartsWith($"-D{name}=", StringComparison.Ordinal))?[(name.Length + 3)..];

    private bool IsOfRelease(string entry)
    {
        var path = process.WorkingDirectory.StartsWith('/') ? Path.GetFullPath(entry, process.WorkingDirectory) : entry;
        return process.ReleaseFolder is { } release
            && (path == release || path.StartsWith(release + "/", StringComparison.Ordinal));
    }

    /// <summary>What the command's files would give it, and it does not run with.</summary>
    private void NoteFurther()
    {
        foreach (var option in server.Configured.Where(option => !option.Contains('$', StringComparison.Ordinal)
            && !process.Arguments.Contains(option)))
        {
            notes.Add($"{server.Name} was started without the Java option {JavaOptions.Shown(option)}, and java.env or zookeeper-env.sh "
                + "beside its start script gives it that at the next start: see which of the two is wanted");
        }

        if (way.HasHeap(process) && !options.Any(option => option.StartsWith("-Xmx", StringComparison.Ordinal)))
        {
            notes.Add($"{server.Name} runs without -Xmx, and its start script gives it one at the next start: write the "
                + $"heap that you want into its environment ({(way == StartWay.Kafka ? KafkaHeap : "ZK_SERVER_HEAP, in MB")})");
        }
    }

    private void Set(string name, IEnumerable<string> words)
    {
        var text = string.Join(' ', JavaOptions.ThatCount(words));
        if (text.Length > 0)
        {
            values[name] = text;
        }
    }

    private static ImmutableArray<string> Words(IReadOnlyDictionary<string, string> from, string name) =>
        [.. (from.GetValueOrDefault(name) ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)];
}
