using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories;
using ZooKeeper;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>Programs, Java, memory and the clock of a host.</summary>
internal static class HostChecks
{
    private static readonly TimeSpan SmallSkew = TimeSpan.FromSeconds(1);

    public static IEnumerable<Finding> Of(HostProbe probe, PreflightScope scope) =>
        [.. Programs(probe), .. Starts(probe), .. Provider(probe, scope), .. Java(probe, scope), .. Memory(probe, scope), .. Clock(probe, scope)];

    /// <summary>Java's feature number: 8 of <c>1.8.0_402</c>, 17 of <c>17.0.15</c> (JEP 223).</summary>
    internal static int? Feature(string version)
    {
        var numbers = version.Split('.', '-', '+', '_');
        var place = numbers is ["1", _, ..] ? 1 : 0;
        return int.TryParse(numbers[place], CultureInfo.InvariantCulture, out var feature) ? feature : null;
    }

    private static IEnumerable<Finding> Programs(HostProbe probe) =>
        probe.Lacks.Select(program => Program(probe, program));

    /// <summary>What is stopped must be able to come back.</summary>
    private static IEnumerable<Finding> Starts(HostProbe probe) =>
        from server in probe.Servers
        let command = probe.Commands.GetValueOrDefault(server.Id)
        let jar = probe.Jars.GetValueOrDefault(server.Id)
        where command is not null || jar is not null
        select command is not null
            ? Error(HostCodes.StartCommandMissing,
                probe, server, $"{command}, which starts it, is no program that can be run",
                "put it back, or correct service.start")
            : Error(HostCodes.ReleaseRemoved,
                probe, server, $"{jar}, which its process was started from, is not there any more",
                "put the release back where it was: the server runs on without it, and could not be started again");

    /// <summary>A server that is told to use a class which it does not have ends at its start.</summary>
    private static IEnumerable<Finding> Provider(HostProbe probe, PreflightScope scope) =>
        from server in probe.Servers
        where scope.Inventory.Metrics is not null && server.HasOwnRelease && probe.WithoutProvider.Contains(server.Id)
        select Error(HostCodes.MetricsProviderMissing, probe, server,
            $"its release{(server.ReleaseFolder is { } folder ? $" in {folder}" : "")} has no "
            + "zookeeper-prometheus-metrics jar: it would not start with the section metrics",
            "put that jar and the simpleclient jars of ZooKeeper's own archive beside zookeeper's, or remove metrics");

    private static Finding Program(HostProbe probe, string program) => program == "mv-T"
        ? Error(HostCodes.ProgramMissing, probe, null, "mv knows no -T, which switches to another release in one step",
            "install coreutils, or a busybox of 2020 or later")
        : Error(HostCodes.ProgramMissing,
            probe, null, $"there is no {program.Replace(",", " and no ", StringComparison.Ordinal)}",
            $"install {program.Replace(",", " or ", StringComparison.Ordinal)} and put it on the PATH of " +
            probe.Account);

    private static IEnumerable<Finding> Java(HostProbe probe, PreflightScope scope)
    {
        var (home, release) = (scope.Inventory.Java.Home, scope.Inventory.Release.Version);
        var required = release.OldestJava;
        if (probe.Servers.All(server => !server.Service.IsOurs))
        {
            yield break; // Their service knows its Java.
        }

        if (probe.Java is not { } java)
        {
            yield return Error(HostCodes.JavaMissing,
                probe, null, home is null ? "no Java runs" : $"no Java runs in {home}",
                home is null
                    ? $"install Java {required} or later, or write its folder under java.home"
                    : $"correct java.home, or install Java {required} or later there");
        }
        else if (Feature(java) < required)
        {
            yield return Error(HostCodes.JavaTooOld,
                probe, null, $"ZooKeeper {release} needs Java {required} or later; this is {java}",
                "install a later one, or write the folder of one under java.home");
        }
    }

    private static IEnumerable<Finding> Memory(HostProbe probe, PreflightScope scope)
    {
        var heap = scope.Inventory.Java.HeapBytes >> 10;
        var all = heap * probe.Servers.Length;
        var starting = heap * probe.Servers.Count(server => !probe.Pids.ContainsKey(server.Id));
        var servers = probe.Servers.Length == 1 ? "a heap" : $"{probe.Servers.Length} heaps";
        if (probe.Memory.Total == 0)
        {
            yield break;
        }

        if (all > probe.Memory.Total)
        {
            yield return Error(HostCodes.MemoryTooSmall, probe, null,
                $"{servers} of {scope.Inventory.Java.Heap} cannot fit into {Megabytes(probe.Memory.Total)} of memory",
                "write a smaller java.heap, or use a larger host: a server that swaps loses its sessions");
        }
        else if (starting > probe.Memory.Available)
        {
            yield return Warning(HostCodes.MemoryLow, probe, null,
                $"{Megabytes(probe.Memory.Available)} of memory are free, " +
                $"and servers to start want {Megabytes(starting)}",
                "see what else runs there: a server that swaps loses its sessions");
        }
    }

    /// <summary>Only what is certain: the host's time lies outside of the time in which it was asked.</summary>
    private static IEnumerable<Finding> Clock(HostProbe probe, PreflightScope scope)
    {
        if (probe.Clock is not { } clock)
        {
            yield break;
        }

        var behind = probe.Asked.Before - (clock.Time + clock.Exact);
        var ahead = clock.Time - probe.Asked.After;
        var skew = behind > ahead ? behind : ahead;
        if (skew <= SmallSkew)
        {
            yield break;
        }

        var text = $"its clock is {skew.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s " +
            $"{(behind > ahead ? "behind" : "ahead of")} this machine's";
        const string Remedy = "let a time service (chrony, systemd-timesyncd) set it";
        yield return skew > SessionTimeout(scope.Inventory.Settings)
            ? Error(HostCodes.ClockSkew, probe, null, $"{text}, more than a session lasts", Remedy)
            : Warning(HostCodes.ClockSkew, probe, null, text, Remedy);
    }

    /// <summary>The longest that a client gets: maxSessionTimeout, by default 20 ticks (ZooKeeperServer).</summary>
    private static TimeSpan SessionTimeout(SettingsSpec settings) => TimeSpan.FromMilliseconds(
        settings.Values.TryGetValue("maxSessionTimeout", out var text)
        && int.TryParse(text, CultureInfo.InvariantCulture, out var given) && given > 0
            ? given
            : settings.TickTime * 20);

    private static string Megabytes(long kib) => $"{kib >> 10} MiB";
}
