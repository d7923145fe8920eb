using System.Collections.Immutable;
using System.Diagnostics;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>One server: what it says of itself, and a session with it and no other.</summary>
internal sealed class Replica(VerificationTarget target, VerificationOptions options) : IReplica, IAsyncDisposable
{
    private static readonly Stat Unwritten = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private ZooKeeperClient? client;

    public VerificationTarget Target { get; } = target;

    public int Id => Target.Id;

    public string Name => Target.ToString();

    public StatusReading Status { get; private set; } = new(target, null, "not asked yet");

    /// <summary>Why there is no session; null when there is one.</summary>
    public string? Fault { get; private set; } = "not tried yet";

    public ZooKeeperClient Client => client ?? throw new InvalidOperationException($"No session with {Name}: {Fault}");

    public int? MissingWrites { get; set; }

    public async Task OpenAsync(Deadline deadline) =>
        Fault = await Faults.OfAsync(async () => client = await ConnectAsync(deadline.Cancellation));

    /// <summary>What it was made to do, and how long that took.</summary>
    public SmokeTally Smoke { get; } = new();

    /// <summary>A further session with this server.</summary>
    public async Task<ZooKeeperClient> ConnectAsync(CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            var session = await ZooKeeperClient.ConnectAsync(Options(), cancellation);
            Smoke.Did(SmokeOperation.Session, Stopwatch.GetElapsedTime(start));
            return session;
        }
        catch (ZooKeeperException)
        {
            Smoke.Failed(SmokeOperation.Session);
            throw;
        }
    }

    private ZooKeeperOptions Options() => new()
    {
        Servers = [Target.Address],
        EstablishTimeout = options.Settle,
        CloseTimeout = TimeSpan.FromSeconds(1),
        Connector = options.Connector,
        Login = options.Login,
        Credentials = options.Superuser is { } superuser ? [new("super", superuser.Password)] : [],
    };

    public async Task ReadStatusAsync(Deadline deadline) => Status = await StatusReading.TakeAsync(
        Target, Min(deadline.Within, options.Settle), options.Connector, deadline.Cancellation);

    /// <summary>
    /// What <c>/zookeeper/config</c> shows. In a static ensemble the leader writes nothing there: empty on one
    /// that once was alone, an older list on one that came up with it. The word <c>conf</c> shows the list
    /// that it runs with.
    /// </summary>
    public async Task<ConfigurationNode> MembersAsync(Deadline deadline)
    {
        var node = await deadline.OfAsync(Client.GetConfigurationAsync(deadline.Cancellation));
        if (Status.Status?.Mode == ServerMode.Standalone)
        {
            // One that was a member once still shows the list of then.
            return node is ConfigurationNode.Present ? new ConfigurationNode.Empty() : node;
        }

        if (node is ConfigurationNode.Absent or ConfigurationNode.Present { InForce.Version: > 0 })
        {
            return node;
        }

        try
        {
            var conf = ConfText.Parse(await FourLetterWord.AskAsync(
                Target.Address, "conf", deadline.Within, options.Connector, deadline.Cancellation));
            return conf.Membership is { Servers.IsEmpty: false } members
                ? new ConfigurationNode.Present(members, Unwritten) : node;
        }
        catch (WordRefusedException)
        {
            return node is ConfigurationNode.Empty ? new ConfigurationNode.Absent() : node;
        }
    }

    /// <summary>Does an operation and notes how long it took.</summary>
    public async Task<T> TimedAsync<T>(Deadline deadline, SmokeOperation kind, Task<T> operation)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await deadline.OfAsync(operation);
        Smoke.Did(kind, Stopwatch.GetElapsedTime(start));
        return result;
    }

    /// <inheritdoc cref="TimedAsync{T}"/>
    public async Task TimedAsync(Deadline deadline, SmokeOperation kind, Task operation)
    {
        var start = Stopwatch.GetTimestamp();
        await deadline.OfAsync(operation);
        Smoke.Did(kind, Stopwatch.GetElapsedTime(start));
    }

    public VerifiedServer Row() => new(
        Id, Target.Address, Status.Status?.Mode, Status.Status?.Zxid ?? default, Status.Status?.Version,
        Status.Status?.NodeCount ?? 0, Status.Status?.Connections ?? 0, Status.Status?.Outstanding ?? 0,
        LatencyFigures.Of(Smoke.Requests), MissingWrites, Status.Fault ?? Fault)
    {
        Smoke = Smoke.Results(),
    };

    public Task SyncAsync() => Client.SyncAsync();

    public async Task<Reading> ReadAsync(string path)
    {
        try
        {
            var acl = options.Acls ? AclAsync(path) : Task.FromResult<NodeAcl?>(null);
            var node = await Client.GetDataAsync(path);
            return new Reading(Sight.All, node.Stat, node.Data) { Acl = await acl };
        }
        catch (NoNodeException)
        {
            return Reading.Missing;
        }
        catch (NoAuthException)
        {
            return await ReadStatAsync(path);
        }
    }

    public async Task<ImmutableArray<string>> ChildrenAsync(string path)
    {
        try
        {
            return (await Client.GetChildrenAsync(path)).Names;
        }
        catch (ZooKeeperException e) when (e is NoNodeException or NoAuthException)
        {
            return [];
        }
    }

    public ValueTask DisposeAsync() => client?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<NodeAcl?> AclAsync(string path)
    {
        try
        {
            return await Client.GetAclAsync(path);
        }
        catch (ZooKeeperException e) when (e is NoNodeException or NoAuthException)
        {
            return null;
        }
    }

    private async Task<Reading> ReadStatAsync(string path)
    {
        try
        {
            return await Client.ExistsAsync(path) is { } stat ? new Reading(Sight.StatOnly, stat) : Reading.Missing;
        }
        catch (NoAuthException)
        {
            return new Reading(Sight.Hidden);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
