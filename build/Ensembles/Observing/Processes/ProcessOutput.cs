using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using static Ensembles.Observing.HostNumber;

namespace Ensembles.Observing.Processes;

/// <summary>Reads what <c>facts.sh</c> prints of the running process.</summary>
internal static class ProcessOutput
{
    /// <summary>What stands behind the first word of each line, by that word.</summary>
    public static ILookup<string, string> Lines(string output) =>
        output.Split('\n').Select(line => line.Split(' ', 2)).ToLookup(
            parts => parts[0], parts => parts.Length > 1 ? parts[1].Trim() : "");

    /// <summary>Null where no process of the server runs.</summary>
    /// <param name="lines">By <see cref="Lines"/>.</param>
    public static RunningServer? Read(ILookup<string, string> lines)
    {
        if (Number(First("pid")) is not { } pid)
        {
            return null;
        }

        var (start, boot) = (Number(First("start")) ?? 0, Number(First("boot")));
        ImmutableArray<string> arguments = [.. lines["argument"]];
        var environment = lines["environment"].Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0]).ToImmutableDictionary(pair => pair.Key, pair => pair.Last()[1]);
        var data = First("data");
        var jar = First("jar")?.Replace(" (deleted)", "", StringComparison.Ordinal);
        return new()
        {
            Identity = new((int)pid, start),
            Account = First("owner") ?? "",
            Java = First("java") ?? "",
            Arguments = arguments,
            WorkingDirectory = First("cwd") ?? "",
            ConfigArgument = First("given"),
            ConfigFile = First("config"),
            UsesConfig = First("matched") != "data",
            DataFolder = data,
            DataLogFolder = First("datalog") ?? data,
            OpenLogFolder = First("log"),
            DeletedLog = First("gone"),
            HasLogApart = lines["apart"].Any(),
            LogFolder = FromItsFolder(Flag("-Dzookeeper.log.dir=") ?? environment.GetValueOrDefault("ZOO_LOG_DIR")),
            PidFile = First("pid-file") ?? FromItsFolder(environment.GetValueOrDefault("ZOOPIDFILE")),
            ReleaseFolder = ReleaseFolderOf(jar),
            ReleaseVersion = VersionIn(jar) ?? VersionIn(First("jar-link")),
            Uptime = Number(First("uptime")) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Started = boot is { } booted && start > 0
                ? DateTimeOffset.FromUnixTimeSeconds(booted + (start / 100)) : null,
            MaxBuffer = MaxBufferFlag.Value(Flag("-Djute.maxbuffer=")),
            Listening = [.. lines["listen"].Select(EndPointOf).OfType<IPEndPoint>()],
            Environment = environment,
            Keeper = KeeperIn(First("keeper"), environment),
            OtherNamespace = lines["other"].Any(),
            Suspended = First("state") is "T" or "t",
            Hidden = lines["hidden"].Any(),
            Taken = Number(First("taken")),
            SnapshotWritten = lines["snapshot"].Max(Number) ?? 0,
            Also = [.. (First("also") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(Number).OfType<long>().Select(number => (int)number)],
        };

        // The official scripts of 3.4 log to ".", wherever they are called.
        string? FromItsFolder(string? path) =>
            path is { Length: > 0 } && First("cwd") is { } folder && Path.IsPathFullyQualified(folder)
                ? Path.GetFullPath(path, folder) : path;

        string? First(string word) => lines[word].FirstOrDefault() is { Length: > 0 } text ? text : null;

        // The JVM takes the last of several.
        string? Flag(string name) =>
            arguments.LastOrDefault(argument => argument.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
    }

    private static Keeper KeeperIn(string? text, ImmutableDictionary<string, string> environment)
    {
        if (text?.Split(' ', 3) is not [var word, var pid, ..] parts || !Enum.TryParse<KeeperKind>(word, out var kind))
        {
            return Keeper.None;
        }

        var name = parts.Length > 2 ? parts[2] : "";
        if (kind == KeeperKind.Supervisord && environment.TryGetValue("SUPERVISOR_PROCESS_NAME", out var program))
        {
            var group = environment.GetValueOrDefault("SUPERVISOR_GROUP_NAME", program);
            name = group == program ? program : $"{group}:{program}";
        }

        return new(kind, name, (int)(Number(pid) ?? 0));
    }

    /// <summary>
    /// The folder above <c>lib</c> from 3.5 on; of 3.4 and of distributions' packages the jar's own.
    /// </summary>
    private static string? ReleaseFolderOf(string? jar) => Path.GetDirectoryName(jar) switch
    {
        { } folder when Path.GetFileName(folder) == "lib" => Path.GetDirectoryName(folder),
        var folder => folder,
    };

    /// <summary><c>zookeeper-3.4.13.jar</c>, <c>zookeeper-3.5.4-beta.jar</c>.</summary>
    private static Version? VersionIn(string? jar)
    {
        var name = Path.GetFileNameWithoutExtension(jar ?? "");
        return name.StartsWith("zookeeper-", StringComparison.Ordinal)
            && Version.TryParse(name["zookeeper-".Length..].Split('-')[0], out var version) ? version : null;
    }

    /// <summary>An address as the kernel's table has it: hexadecimal, with the port behind a colon.</summary>
    public static int? PortOf(string address) =>
        int.TryParse(address.Split(':')[^1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var port)
            ? port : null;

    /// <summary>
    /// An address as /proc/net/tcp prints it: groups of four bytes, each a number in the machine's own order, which is
    /// the little end first wherever ZooKeeper is run (linux, net/ipv4/tcp_ipv4.c: get_tcp4_sock).
    /// </summary>
    public static IPAddress AddressOf(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        for (var group = 0; group < bytes.Length; group += 4)
        {
            bytes.AsSpan(group, 4).Reverse();
        }

        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>The same with its port; null where it is none.</summary>
    public static IPEndPoint? EndPointOf(string text) =>
        text.Split(':') is [{ Length: 8 or 32 } address, _] && PortOf(text) is { } port
            ? new(AddressOf(address), port) : null;
}
