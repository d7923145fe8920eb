using System.Security.Cryptography;
using System.Text;

namespace Lab;

/// <summary>Writes the files that one real server starts with.</summary>
internal static class ServerFiles
{
    private const string Logging = """
        log4j.rootLogger=INFO, CONSOLE
        log4j.appender.CONSOLE=org.apache.log4j.ConsoleAppender
        log4j.appender.CONSOLE.layout=org.apache.log4j.PatternLayout
        log4j.appender.CONSOLE.layout.ConversionPattern=%d{ISO8601} [myid:%X{myid}] %-5p [%t:%C{1}] %m%n
        """;

    public static void Write(
        RealServer server, IReadOnlyList<RealServer> members, Version version, RealEnsembleOptions options)
    {
        var config = Directory.CreateDirectory(server.ConfigFolder).FullName;
        var data = Directory.CreateDirectory(server.DataFolder).FullName;
        File.WriteAllText(Path.Combine(config, "log4j.properties"), Logging + "\n");
        File.WriteAllText(Path.Combine(data, "myid"), $"{server.Id}\n");
        File.WriteAllText(Path.Combine(config, "zoo.cfg"), Config(server, members, version, options));
        if (options.Dynamic)
        {
            File.WriteAllText(DynamicFile(server), string.Concat(members.Select(member => Line(member) +
                $":participant;127.0.0.1:{member.ClientPort}\n")));
        }
    }

    private static string Config(
        RealServer server, IReadOnlyList<RealServer> members, Version version, RealEnsembleOptions options)
    {
        var keys = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["tickTime"] = $"{options.TickTime}",
            ["initLimit"] = "20",
            ["syncLimit"] = "6",
            ["dataDir"] = server.DataFolder,
            ["4lw.commands.whitelist"] = "*",
            // KiB that a transaction log grows by: 64 MiB for each server of each test would fill disks.
            ["preAllocSize"] = "1024",
        };
        if (version >= new Version(3, 5))
        {
            // A third of what a start costs.
            keys["admin.enableServer"] = "false";
        }

        if (options.Dynamic)
        {
            keys["reconfigEnabled"] = "true";
            keys["standaloneEnabled"] = "false";
            keys["dynamicConfigFile"] = DynamicFile(server);
        }
        else
        {
            keys["clientPortAddress"] = "127.0.0.1";
            keys["clientPort"] = $"{server.ClientPort}";
        }

        if (options.SuperPassword is { } password)
        {
            keys["DigestAuthenticationProvider.superDigest"] = SuperDigest(password);
        }

        foreach (var (key, value) in options.Settings)
        {
            keys[key] = value;
        }

        var lines = keys.Select(key => $"{key.Key}={key.Value}\n");
        return string.Concat(options.Dynamic || members.Count == 1
            ? lines
            : lines.Concat(members.Select(member => Line(member) + "\n")));
    }

    /// <summary>DigestAuthenticationProvider.generateDigest: <c>super:BASE64(SHA1("super:password"))</c>.</summary>
#pragma warning disable CA5350 // The algorithm is ZooKeeper's.
    private static string SuperDigest(string password) =>
        "super:" + Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes("super:" + password)));
#pragma warning restore CA5350

    private static string DynamicFile(RealServer server) => Path.Combine(server.ConfigFolder, "zoo.cfg.dynamic");

    private static string Line(RealServer server) =>
        $"server.{server.Id}=127.0.0.1:{server.QuorumPort}:{server.ElectionPort}";
}
