using System.Collections.Immutable;
using Ensembles.Inventories.Settings;
using Ensembles.Observing.Processes;

namespace Ensembles.Observing.Found;

/// <summary>The options of a Java machine as a command line has them.</summary>
internal static class JavaOptions
{
    private static readonly ImmutableArray<string> ClassPaths = ["-cp", "-classpath", "--class-path"];

    /// <summary>Options that take the next word.</summary>
    private static readonly ImmutableArray<string> WithWord = [.. ClassPaths, "-p", "--module-path"];

    /// <summary>Options whose value may be the next word, and may as well stand behind a <c>=</c>.</summary>
    private static readonly ImmutableArray<string> WithValue =
        ["--add-opens", "--add-exports", "--add-modules", "--add-reads"];

    private static readonly ImmutableArray<string> Heaps = ["-Xmx", "-Xms"];

    /// <summary>What start scripts add by themselves: they will again.</summary>
    private static readonly ImmutableArray<string> OfScripts =
    [
        "-Dzookeeper.log.", "-Dzookeeper.root.logger=", "-Dzookeeper.console.threshold=", "-Dlog4j.configuration=",
        "-Dlogback.configurationFile=", "-Dkafka.logs.dir=", "-XX:OnOutOfMemoryError=",
        "-XX:+HeapDumpOnOutOfMemoryError", "-Xloggc:", "-Xlog:gc", "-Dcom.sun.management.jmxremote.local.only=",
    ];

    /// <summary>Those before the main class, each one word, without the class path.</summary>
    public static IEnumerable<string> Of(RunningServer process)
    {
        for (var at = 0; at < process.Arguments.Length; at++)
        {
            var word = process.Arguments[at];
            if (WithWord.Contains(word))
            {
                at++;
            }
            else if (WithValue.Contains(word) && at + 1 < process.Arguments.Length)
            {
                yield return $"{word}={process.Arguments[++at]}";
            }
            else if (word.StartsWith('-') || word.StartsWith('@'))
            {
                yield return word;
            }
            else if (word.EndsWith(".QuorumPeerMain", StringComparison.Ordinal)
                || word.EndsWith(".ZooKeeperServerMain", StringComparison.Ordinal))
            {
                yield break;
            }
        }
    }

    /// <summary>The entries of the class path.</summary>
    public static IEnumerable<string> ClassPath(RunningServer process) => process.Arguments
        .SkipWhile(word => !ClassPaths.Contains(word)).Skip(1).Take(1)
        .SelectMany(path => path.Split(':', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Of several heaps Java takes the last one: those before it are left out.</summary>
    public static ImmutableArray<string> ThatCount(IEnumerable<string> options)
    {
        var all = options.ToList();
        return
        [
            .. all.Where((option, at) => Heaps.FirstOrDefault(heap => option.StartsWith(heap, StringComparison.Ordinal))
                is not { } heap || all.FindLastIndex(other => other.StartsWith(heap, StringComparison.Ordinal)) == at),
        ];
    }

    public static bool IsHeap(string option) =>
        Heaps.Any(heap => option.StartsWith(heap, StringComparison.Ordinal));

    /// <summary>An agent that is given twice may be the end of the Java machine.</summary>
    public static bool IsAgent(string option) =>
        option.StartsWith("-javaagent:", StringComparison.Ordinal) || option.StartsWith("-agent", StringComparison.Ordinal);

    /// <summary>The name of a property that holds a secret.</summary>
    public static string? SecretKey(string option) =>
        option.StartsWith("-D", StringComparison.Ordinal) && option.IndexOf('=', StringComparison.Ordinal) is > 2 and var end
            && (SettingTable.IsSecret(option[2..end]) || SecretNames.IsSecret(option[2..end])
                || SecretNames.HasAccount(option[(end + 1)..])) ? option[2..end] : null;

    /// <summary>Of an option that is no property and may hold a secret, such as an agent's: its text up to the first "=".</summary>
    public static string? SecretStart(string option) =>
        !option.StartsWith("-D", StringComparison.Ordinal) && option.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            && SecretNames.MayHoldSecret(option[end..]) ? option[..(end + 1)] : null;

    /// <summary>As messages show it: without a secret.</summary>
    public static string Shown(string option) =>
        SecretKey(option) is { } key ? "-D" + key : SecretStart(option) ?? option;

    /// <summary>What start scripts add by themselves.</summary>
    public static bool IsOfScripts(string flag) => flag == "-Dcom.sun.management.jmxremote"
        || OfScripts.Any(start => flag.StartsWith(start, StringComparison.Ordinal));

    /// <summary>JAVA_HOME by the program; null where that is the system's usual one.</summary>
    public static string? HomeOf(string java) =>
        java.EndsWith("/jre/bin/java", StringComparison.Ordinal) ? java[..^"/jre/bin/java".Length]
        : java.EndsWith("/bin/java", StringComparison.Ordinal) && java.Length > "/usr/bin/java".Length
            ? java[..^"/bin/java".Length]
        : null;
}
