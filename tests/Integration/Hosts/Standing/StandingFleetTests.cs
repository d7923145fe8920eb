using Integration.Rollouts;
using Lab;
using Lab.Hosts;
using ZooKeeper.Status;

namespace Integration.Hosts.Standing;

/// <summary>
/// An ensemble of five on as many hosts, which all tests of this fixture share, and hosts beside them on which something
/// is wrong. A test leaves the ensemble as it found it, or as its inventory wants it.
/// </summary>
[Parallelizable]
public sealed partial class StandingFleetTests
{
    /// <summary>A host on which nothing is wrong and nothing is installed.</summary>
    public const int Healthy = 6;

    public const int Down = 7, AsksForPassword = 8, Full = 9, ReadOnly = 10;

    public const int WithoutJava = 11, PortTaken = 12, Slow = 13;

    private const string Listen = """
        import socket, time
        taken = socket.socket()
        taken.bind(("", 2181))
        taken.listen()
        time.sleep(10000)
        """;

    // Stops in the middle of a release's upload until /run/cut is there.
    private const string SlowCat = """
        #!/bin/sh
        case $(readlink "/proc/$$/fd/1") in
            *.tar.gz~*.part)
                if [ ! -e /run/cut ]; then
                    head -c 100000
                    : >/run/halfway
                    until [ -e /run/cut ]; do sleep 0.02; done
                fi ;;
        esac
        exec /bin/cat "$@"
        """;

    public static LabHosts Machines { get; private set; } = null!;

    /// <summary>The five as they run; who changes them sets it.</summary>
    public static LabFleet Five { get; set; } = null!;

    /// <summary>The five and a further host.</summary>
    public static LabFleet And(int host) => Five with { Servers = [.. Five.Servers, host] };

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var lab = Machines = await LabHosts.StartAsync(Slow);
        Five = new(lab, "3.9.6", IsDynamic: true) { Servers = [1, 2, 3, 4, 5] };
        lab[Down].PowerOff();
        await Task.WhenAll(
            lab[AsksForPassword].LetSudoAskAsync(),
            lab[Full].MountDiskAsync("/opt/zookeeper", 64 << 10),
            lab[ReadOnly].MakeReadOnlyAsync("/opt/zookeeper"),
            lab[ReadOnly].MakeReadOnlyAsync("/var/lib/zookeeper"),
            lab[WithoutJava].HideJavaAsync(),
            lab[PortTaken].RunAsync(
                "setsid python3 -c \"$1\" >/dev/null 2>&1 & until ss -ltn | grep -q :2181; do sleep 0.02; done",
                Listen),
            lab[Slow].InstallProgramAsync("cat", SlowCat));
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await Five.WriteAsync()}");
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (Machines is not null)
        {
            await Machines.DisposeAsync();
        }
    }

    /// <summary>
    /// Of all hosts that are up: who runs, since when, with which files; of the servers how many znodes they hold. The
    /// lock, which every run takes, does not count, nor do sessions, although they are transactions.
    /// </summary>
    public static async Task<string> StateAsync()
    {
        const string Look = """
            ps -eo pid,lstart,args | grep '[Q]uorumPeerMain' | sha256sum
            changing='/etc/zookeeper /etc/systemd/system /var/lib/zookeeper'
            find /opt $changing /var/log/zookeeper /home ! -name '*.lock' ! -path /opt/zookeeper \
                ! -path '*/backups*' ! -path '*/version-2/*' 2>/dev/null | sort
            find $changing -type f ! -path '*/version-2/*' ! -path '*/backups/*' -exec sha256sum {} + 2>/dev/null | sort
            """;
        var hosts = await Task.WhenAll(
            Machines.All.Where((_, index) => index + 1 != Down).Select(host => host.RunAsync(Look)));
        var znodes = await Task.WhenAll(Five.Servers.Select(async id =>
            (await ServerStatus.AskAsync(Address.Of(Five.Client(id)), TimeSpan.FromSeconds(10))).NodeCount));
        return string.Join('\n', [.. hosts, .. znodes.Select(count => $"{count} znodes")]);
    }
}
