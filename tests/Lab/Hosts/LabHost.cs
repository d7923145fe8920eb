using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lab.Hosts;

/// <summary>One host of a lab, seen and handled from outside, with root's rights and without its sshd.</summary>
public sealed class LabHost
{
    private readonly string id;
    private readonly string @switch;

    internal LabHost(int number, string subnet, string id, string @switch, string publicKey)
    {
        (Name, Address, Gateway) = ($"zk{number}", $"{subnet}.{10 + number}", $"{subnet}.1");
        (this.id, this.@switch, PublicKey) = (id, @switch, publicKey);
    }

    /// <summary>What the hosts call it: <c>zk1</c>.</summary>
    public string Name { get; }

    /// <summary>IPv4 address; sshd listens on port 22.</summary>
    public string Address { get; }

    /// <summary>This machine, as the host sees it.</summary>
    public string Gateway { get; }

    /// <summary>Of its sshd, as known_hosts has it: type and key.</summary>
    public string PublicKey { get; }

    /// <summary>The command before a command that runs it on this host as root.</summary>
    internal IReadOnlyList<string> Enter =>
        ["nsenter", "--target", id, "--mount", "--net", "--uts", "--ipc", "--pid", "--"];

    /// <summary>Runs a script as root and gives its output.</summary>
    /// <exception cref="InvalidOperationException">Its exit code is not zero.</exception>
    public async Task<string> RunAsync(string script, params string[] arguments)
    {
        var (_, output, _) = await Command.RunAsync([.. Enter, "sh", "-c", script, "sh", .. arguments]);
        return Encoding.UTF8.GetString(output).Trim();
    }

    /// <summary>The host's link goes down: a partition of one.</summary>
    public Task CutOffAsync() => SwitchAsync("down");

    /// <summary>The link goes up again; ends when packets go through it, which takes up to a second.</summary>
    public async Task ReconnectAsync()
    {
        await SwitchAsync("up");
        await RunAsync(
            """
            until ping -q -c 1 -W 1 "$1" >/dev/null 2>&1; do sleep 0.02; done
            # Who asks is known again at once to those that had given it up.
            for other in $(awk '$2 ~ /^zk/ { print $1 }' /etc/hosts); do
                ping -q -c 1 -W 1 "$other" >/dev/null 2>&1 &
            done
            wait
            """, Gateway);
    }

    /// <summary>Whoever connects to this port gets no answer at all, as from a firewall.</summary>
    public Task SilenceAsync(int port) => RunAsync(
        """
        nft add table inet lab
        nft add chain inet lab silent '{ type filter hook input priority 0; }'
        nft add rule inet lab silent tcp dport "$1" drop
        """, Text(port));

    /// <summary>What comes from this port of others comes at this rate at most, as over a narrow line.</summary>
    /// <param name="rate">KiB in a second.</param>
    public Task SlowDownAsync(int port, int rate) => RunAsync(
        """
        nft add table inet lab
        nft add chain inet lab slow '{ type filter hook input priority 0; }'
        nft add rule inet lab slow tcp sport "$1" limit rate over "$2" kbytes/second burst 256 kbytes drop
        """, Text(port), Text(rate));

    /// <summary>
    /// The host stands far away from now on, as in another data centre: every packet to and from it takes this long.
    /// </summary>
    /// <param name="each">Of the way in one direction: half of a round trip.</param>
    public async Task MoveAwayAsync(TimeSpan each)
    {
        await RunAsync("ip link del eth0");
        var relay = Process.Start(new ProcessStartInfo("nsenter",
            ["--target", @switch, "--net", "--pid", "--", "python3", "-c", LabHosts.Program("delay"), $"/proc/{id}/ns/net", Name,
                each.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        if (await relay.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException($"The line to {this} cannot be made long; is there a /dev/net/tun?");
        }

        await Command.RunAsync(
            ["nsenter", "--target", @switch, "--net", "--", "sh", "-c", "ip link set \"$1\" master bridge && ip link set \"$1\" up", "sh", Name]);
        await RunAsync(
            """
            ip address add "$1/24" dev eth0
            ip link set eth0 up
            ip route add default via "$2"
            until ping -q -c 1 -W 1 "$2" >/dev/null 2>&1; do sleep 0.02; done
            """, Address, Gateway);
    }

    /// <summary>From elsewhere nobody reaches this port; on the host itself everybody does.</summary>
    /// <param name="verdict">Of the packet filter: <c>drop</c>, or <c>reject</c>, which tells at once.</param>
    public Task ShutOffAsync(int port, string verdict) => RunAsync(
        """
        nft add table inet lab
        nft add chain inet lab shut '{ type filter hook input priority 0; }'
        nft add rule inet lab shut iifname eth0 tcp dport "$1" "$2"
        """, Text(port), verdict);

    /// <summary>
    /// Nobody listens on a port. Who cannot be reached does not refuse, and neither does a server that listens already
    /// and is too slow to take what waits: the system answers for it, or nobody.
    /// </summary>
    public async Task<bool> RefusesAsync(int port)
    {
        using var client = new TcpClient();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await client.ConnectAsync(Address, port, soon.Token);
            return false;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return failure is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
        }
    }

    /// <summary>SIGKILL to every process whose command line contains a text.</summary>
    public Task KillAsync(string text) => RunAsync(
        """
        for process in /proc/[0-9]*; do
            [ "$process" = "/proc/$$" ] || [ "$process" = /proc/1 ] && continue
            if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -qF -- "$1"; then kill -9 "${process#/proc/}"; fi
        done
        """, text);

    /// <summary>The whole host dies at once, for good.</summary>
    public void PowerOff() => Signal.Send(int.Parse(id, CultureInfo.InvariantCulture), Signal.Kill);

    /// <summary>Puts an empty disk of a size at a folder, made when missing.</summary>
    public Task MountDiskAsync(string folder, long bytes) =>
        RunAsync("mkdir -p \"$1\" && mount -t tmpfs -o \"size=$2,mode=755\" tmpfs \"$1\"", folder, Text(bytes));

    /// <summary>Everything below a folder, made when missing, becomes read-only, also to root.</summary>
    public Task MakeReadOnlyAsync(string folder) => RunAsync(
        "mkdir -p \"$1\" && mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\"", folder);

    /// <summary>There is no Java on the host any more.</summary>
    public Task HideJavaAsync() => RunAsync(
        """
        while java=$(command -v java); do
            if [ -L "$java" ] && [ "${java%/*}" = /usr/local/bin ]; then rm "$java"; continue; fi
            java=$(readlink -f "$java")
            mount -t tmpfs -o mode=755 tmpfs "${java%/*}"
        done
        umount /opt/java
        """);

    /// <summary><c>sudo</c> asks for a password, which nobody has.</summary>
    public Task LetSudoAskAsync() => RunAsync("sed -i s/NOPASSWD:// /etc/sudoers.d/deploy");

    /// <summary>Puts an executable into a folder that comes first on the PATH of the host's accounts.</summary>
    public Task InstallProgramAsync(string name, string text) => RunAsync(
        "cd /usr/local/bin && rm -f \"$1\" && printf '%s\\n' \"$2\" >\"$1\" && chmod 755 \"$1\"", name, text);

    /// <summary>A systemctl that starts and stops units without systemd, and notes its calls.</summary>
    public Task InstallSystemctlAsync() => InstallProgramAsync("systemctl", LabHosts.Text("systemctl"));

    /// <summary>The calls of systemctl that change something, in their order.</summary>
    public async Task<IReadOnlyList<string>> SystemctlCallsAsync() =>
        (await RunAsync("grep -v '^show\\|^is-enabled\\|^reset-failed' /run/systemctl/calls || true"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"{Name} ({Address})";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task SwitchAsync(string state) =>
        await Command.RunAsync(["nsenter", "--target", @switch, "--net", "--", "ip", "link", "set", Name, state]);
}
