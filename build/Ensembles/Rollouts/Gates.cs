using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Remote;
using ZooKeeper.Client;
using ZooKeeper.Configuration;
using ZooKeeper.Status;

namespace Ensembles.Rollouts;

/// <summary>Measures the conditions behind the steps; polls, never sleeps for a fixed time.</summary>
public sealed partial class Gates(Fleet fleet, Operator @operator, ServerControl control)
{
    /// <summary>
    /// A server that has just bound its port can take a connection and never answer it (3.9): it is asked again soon.
    /// </summary>
    private static readonly TimeSpan WordDeadline = TimeSpan.FromMilliseconds(500);

    /// <summary>A supervisor needs some seconds to bring back a server that has ended: systemd's RestartSec.</summary>
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(10);

    /// <summary>The data are proved sooner by far, once the server serves.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Readings in a row that must agree.</summary>
    private const int Readings = 3;

    /// <summary>From so many bytes on people are told what takes long.</summary>
    private const long ManyBytes = 64 << 20;

    private const string Leads = "it leads or follows", DataRead = "the marker is read through it after a sync";

    /// <summary>
    /// Waits until the gate's condition holds, of the very process that the step has started, and nothing else.
    /// </summary>
    /// <exception cref="GateException">
    /// It did not within the deadline, or that process ended, or another one answers in its place.
    /// </exception>
    public Task PassAsync(Server server, Gate gate, CancellationToken cancellation) => gate switch
    {
        Gate.Waits => ElectionPortListensAsync(server, cancellation),
        Gate.Serves => ServesAsync(server, dynamic: false, isStarted: true, cancellation),
        Gate.ServesDynamic => ServesAsync(server, dynamic: true, isStarted: true, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(gate)),
    };

    /// <summary>
    /// Measures the same of a server that was not started meanwhile: of what has passed its gate since its start.
    /// </summary>
    public Task ServesStillAsync(Server server, CancellationToken cancellation) =>
        ServesAsync(server, dynamic: false, isStarted: false, cancellation);

    /// <summary>
    /// Bytes of snapshots and logs that a server may have to take over before it serves: those of the one that holds
    /// the most. Default 0.
    /// </summary>
    public long DataBytes { get; set; }

    /// <summary>How long each condition of a gate is waited for.</summary>
    private TimeSpan Deadline => GateDeadline.Of(fleet.Inventory.Settings, DataBytes);

    private Task MeasuringAsync(Func<Task> measure) => fleet.Times.DuringAsync(RunPart.Gates, measure);

    private Task UntilItServesAsync(Func<Task> wait) => fleet.Times.DuringAsync(RunPart.UntilItServes, wait);

    /// <summary>Waits until a server answers as a member or as a single server.</summary>
    public async Task ServesClientsAsync(Server server, CancellationToken cancellation)
    {
        const string Condition = "it serves clients";
        await UntilItServesAsync(() => PollAsync(
            server, Condition,
            async () => (await ModeAsync(server, cancellation))?.Serves() == true, cancellation));
        await MustAnswerAsync(server, Condition, cancellation);
    }

    /// <summary>
    /// Before a server is stopped: enough others serve that it can come back and clients go on meanwhile.
    /// </summary>
    /// <param name="surviving">Participants of the list that it will start with, without itself.</param>
    public Task MayStopAsync(Server server, RequiredQuorum surviving, CancellationToken cancellation)
    {
        var others = surviving.Ids;
        var waiting = TimeProvider.System.GetTimestamp();
        return MeasuringAsync(() => PollAsync(server, $"servers {string.Join(", ", others)} serve as a quorum without it ({surviving.Rule})", async () =>
        {
            if (TimeProvider.System.GetElapsedTime(waiting) > Return)
            {
                await MustAllLiveAsync(server, others, cancellation);
            }

            var modes = await Task.WhenAll(others.Select(id => ModeAsync(fleet.Server(id), cancellation)));
            return surviving.IsQuorum(
                    [.. others.Where((_, at) => modes[at] is ServerMode.Leader or ServerMode.Follower)])
                && modes.Count(mode => mode is ServerMode.Leader) <= 1;
        }, cancellation));
    }

    /// <summary>
    /// Waits until a server's own word for the membership names all of the ones, in their roles, and none of the others,
    /// and the server is what it says of it: a member that gets another role leaves its leader and comes back.
    /// </summary>
    public Task KnowsAsync(
        Server server, IReadOnlyCollection<ServerLine> lines, IReadOnlyCollection<int> gone,
        CancellationToken cancellation) =>
        PollAsync(
            server,
            $"its configuration is the new one (with {string.Join(", ", lines.Select(line => line.Id))}, without " +
            $"{string.Join(", ", gone)}), and it has its role",
            async () =>
            {
                await using var client = await ZooKeeperClient.ConnectAsync(
                    new() { Servers = [Fleet.ClientAddress(server)], Connector = fleet.Connector, Login = fleet.Login }, cancellation);
                var configuration = (await client.GetConfigurationAsync(cancellation)).Configuration;
                return configuration is not null && lines.All(line => Has(configuration, line))
                    && !gone.Any(id => configuration.Servers.ContainsKey(id))
                    && configuration.Servers.TryGetValue(server.Id, out var own)
                    && await ModeAsync(server, cancellation) is { } mode
                    && mode == ServerMode.Observer == (own.Role == Role.Observer);
            },
            cancellation);

    /// <summary>It names the server in this role, group and weight.</summary>
    public static bool Has(EnsembleConfiguration configuration, ServerLine line) =>
        configuration.Servers.TryGetValue(line.Id, out var known)
        && (known.Role, known.Group, known.Weight) == (line.Role, line.Group, line.Weight);

    /// <summary>One of the other servers leads: a quorum holds without this one.</summary>
    public async Task<bool> AnotherLeadsAsync(Server server, CancellationToken cancellation) =>
        (await Task.WhenAll(fleet.Inventory.Servers.Concat(fleet.Leavers)
            .Where(other => other.Id != server.Id)
            .Select(other => LeadsAsync(other, cancellation)))).Contains(true);

    public async Task<bool> LeadsAsync(Server server, CancellationToken cancellation) =>
        await ModeAsync(server, cancellation) is ServerMode.Leader;

    private Task ElectionPortListensAsync(Server server, CancellationToken cancellation) =>
        UntilItServesAsync(() => PollAsync(server, $"its election port {server.Ports.Election} listens", async () =>
        {
            await using var stream = await fleet[server].ConnectAsync(server.Host, server.Ports.Election, cancellation);
            var process = await MustRunAsync(server, $"its election port listens", cancellation);
            return ProcessGate.Listens(process, server.Ports.Election);
        }, cancellation));

    private async Task ServesAsync(
        Server server, bool dynamic, bool isStarted, CancellationToken cancellation)
    {
        var condition = DataBytes < ManyBytes ? Leads : $"{Leads}, with up to {DataHolding.Size(DataBytes)} of data to take over";
        await UntilItServesAsync(() => PollAsync(
            server, condition, async () => await HasRoleAsync(server, cancellation), cancellation,
            DataBytes < ManyBytes ? null : new DataIntake(DataBytes, TimeProvider.System)));
        await MeasuringAsync(async () =>
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var data = ProvesDataAsync(server, dynamic, both.Token);
            try
            {
                if (isStarted && await Task.WhenAny(data, Task.Delay(Soon, both.Token)) != data)
                {
                    // What is another process's, or of another release, is told without the data's deadline.
                    await AnswersAsync(server, Leads, both.Token);
                }

                await data;
            }
            catch (GateException) when (isStarted && data.IsFaulted)
            {
                // Of another process there is more to tell than that the data are not proved through it.
                await AnswersAsync(server, Leads, cancellation);
                throw;
            }
            finally
            {
                await both.CancelAsync();
                await data.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await AnswersAsync(server, DataRead, cancellation);
        });
    }

    /// <summary>Several readings in a row, one directly after the other: they wait for nothing but the answers.</summary>
    private async Task<bool> HasRoleAsync(Server server, CancellationToken cancellation)
    {
        for (var reading = 0; reading < Readings; reading++)
        {
            if ((await ModeAsync(server, cancellation))?.Serves() != true)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The very process answers, and is of the release: in this order, lest the process of before tells its own.
    /// </summary>
    private async Task AnswersAsync(Server server, string condition, CancellationToken cancellation)
    {
        await MustAnswerAsync(server, condition, cancellation);
        await MustBeOfReleaseAsync(server, cancellation);
    }

    private async Task ProvesDataAsync(Server server, bool dynamic, CancellationToken cancellation)
    {
        if (dynamic)
        {
            await PollAsync(server, "its configuration has a version", async () =>
            {
                var client = await @operator.SessionAsync(cancellation);
                return (await client.GetConfigurationAsync(cancellation)).Configuration?.Version is > 0;
            }, cancellation);
        }

        var marker = await PollForAsync(
            server, "the ensemble acknowledges a marker",
            async token => await @operator.MarkAsync(token), cancellation);
        await PollAsync(server, DataRead, () => @operator.ReadsAsync(server, marker, cancellation), cancellation);
    }

    /// <summary>
    /// Before the next one is restarted: an archive may hold another release than its name says.
    /// </summary>
    /// <exception cref="GateException">It does.</exception>
    public async Task MustBeOfReleaseAsync(Server server, CancellationToken cancellation)
    {
        var wanted = fleet.Inventory.Release.Version;
        if ((await StatusAsync(server, cancellation))?.Version is { } runs && runs != wanted)
        {
            throw new GateException(
                $"{server} runs ZooKeeper {runs}, and the inventory wants {wanted}: what is installed in " +
                $"{fleet.Inventory.ReleasePath} is another release. The rollout has stopped here; nothing else was " +
                "changed. Correct release.version or release.archive, then run this again.");
        }
    }

    /// <summary>Waits until one of the servers leads.</summary>
    public Task OneLeadsAsync(IReadOnlyCollection<int> ids, CancellationToken cancellation) =>
        PollAsync(
            fleet.Server(ids.First()),
            $"one of the servers {string.Join(", ", ids)} leads",
            async () =>
                (await Task.WhenAll(ids.Select(id => LeadsAsync(fleet.Server(id), cancellation)))).Contains(true),
            cancellation);

    /// <summary>What a server says it is; null when it gives no answer soon.</summary>
    public async Task<ServerMode?> ModeAsync(Server server, CancellationToken cancellation) =>
        (await StatusAsync(server, cancellation))?.Mode;

    /// <inheritdoc cref="ModeAsync"/>
    public Task<ServerStatus?> StatusAsync(Server server, CancellationToken cancellation) =>
        fleet.StatusAsync(server, WordDeadline, cancellation);
}
