using System.Collections.Immutable;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// Several servers of one host from one unpacked release, each started by <c>zkServer.sh --config CONF start</c>: its
/// logging, its java.env and its zoo.cfg lie in CONF. Clients reach it at one address alone.
/// </summary>
public sealed class ConfigLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    private OfficialRelease? release;

    /// <summary>Line of zoo.cfg that no inventory names.</summary>
    public const string Own = "maxClientCnxns=123";

    public OfficialRelease Release => release ?? throw new InvalidOperationException("The layout was not started.");

    public string ConfigOf(int id) => Path.Combine(Folder, "etc", $"{id}");

    public string DataOf(int id) => Path.Combine(Folder, "srv", $"{id}");

    /// <summary>What the logging of its own configuration writes into.</summary>
    public string LogOf(int id) => Path.Combine(Folder, "srv", $"{id}", "mine.log");

    /// <summary>Its process by the configuration that it was started with; null where none runs.</summary>
    public int? ProcessId(int id) => Processes().Where(process => Words(process).Contains($"{ConfigOf(id)}/zoo.cfg")
        || Words(process).Contains($"{ConfigOf(id)}//zoo.cfg")).Select(process => (int?)process).FirstOrDefault();

    /// <summary>The command line of a server that runs.</summary>
    public ImmutableArray<string> CommandLine(int id) => ProcessId(id) is { } process ? Words(process) : [];

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        release ??= await OfficialRelease.CreateAsync(Path.Combine(Folder, "soft", $"zookeeper-{Version}"), Version);
        var (config, data) = (Directory.CreateDirectory(ConfigOf(id)).FullName, Directory.CreateDirectory(DataOf(id)).FullName);
        await File.WriteAllTextAsync(Path.Combine(config, "zoo.cfg"), Sample(id, data, $"clientPortAddress=127.0.0.1\n{Own}"));
        await File.WriteAllTextAsync(Path.Combine(data, "myid"), $"{id}\n");
        await File.WriteAllTextAsync(Path.Combine(config, "java.env"), string.Create(
            CultureInfo.InvariantCulture, $"export SERVER_JVMFLAGS=\"-Dmine={id}\"\n"));
        await File.WriteAllTextAsync(Path.Combine(config, "log4j.properties"), $"""
            log4j.rootLogger=INFO, MINE
            log4j.appender.MINE=org.apache.log4j.FileAppender
            log4j.appender.MINE.File={LogOf(id)}
            log4j.appender.MINE.layout=org.apache.log4j.PatternLayout
            log4j.appender.MINE.layout.ConversionPattern=%d %p %m%n

            """);
        await ByHandAsync(id);
    }

    /// <summary>As its operator starts it.</summary>
    public async Task ByHandAsync(int id)
    {
        using var shell = Release.Shell($"./zkServer.sh --config {ConfigOf(id)} start; exit", ("ZOO_LOG_DIR", DataOf(id)));
        await shell.WaitForExitAsync();
    }

    private static ImmutableArray<string> Words(int process)
    {
        try
        {
            return [.. File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline")).Split('\0')];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
