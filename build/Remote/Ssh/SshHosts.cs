namespace Remote.Ssh;

/// <summary>
/// The hosts of one run: one connection to each, and one to each jump, however many hosts lie behind it. Hosts are told
/// apart by account, name, port and way.
/// </summary>
public sealed class SshHosts : IAsyncDisposable
{
    private readonly Lock guard = new();
    private readonly OrderedDictionary<string, SshHost> hosts = [];
    private readonly OrderedDictionary<string, SshConnection> jumps = [];

    /// <summary>Hosts, then jumps, in the order in which they were first asked for.</summary>
    public IReadOnlyList<SshTraffic> Traffic
    {
        get
        {
            lock (guard)
            {
                return [.. hosts.Values.Select(host => host.Traffic), .. jumps.Values.Select(jump => jump.Traffic)];
            }
        }
    }

    /// <summary>How fast commands were on each host that had any, in the same order.</summary>
    public IReadOnlyList<SshPace> Paces
    {
        get
        {
            lock (guard)
            {
                return [.. hosts.Values.Select(host => host.Pace).OfType<SshPace>()];
            }
        }
    }

    /// <summary>Connects with the first operation.</summary>
    public SshHost At(SshTarget target)
    {
        lock (guard)
        {
            if (!hosts.TryGetValue(Way(target), out var host))
            {
                hosts[Way(target)] = host = new SshHost(new SshConnection(target, Jump));
            }

            return host;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A jump that lies behind another one came after it.
        foreach (var host in hosts.Values)
        {
            await host.DisposeAsync();
        }

        foreach (var jump in jumps.Values.Reverse())
        {
            await jump.DisposeAsync();
        }
    }

    private SshConnection Jump(SshTarget target)
    {
        if (!jumps.TryGetValue(Way(target), out var jump))
        {
            jump = new SshConnection(target, Jump);
            jumps[Way(target)] = jump;
        }

        return jump;
    }

    private static string Way(SshTarget target) =>
        string.Join(" > ", [.. (target.Jumps ?? []).Select(jump => jump.Name), target.Name]);
}
