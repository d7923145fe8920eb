using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rendering;

namespace Suite.Workflows;

/// <summary>A server that leaves waits for its clients to go, up to a limit: before the first step that touches its membership.</summary>
internal sealed class Drain(EnsembleRun run, TimeSpan? limit)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HashSet<Server> waited = [];

    /// <summary>To be awaited before steps that go together.</summary>
    public async Task BeforeAsync(ImmutableArray<Step> next, CancellationToken cancellation)
    {
        var leavers = limit is null ? [] : next.SelectMany(LeaversOf).Where(waited.Add).ToList();
        await Task.WhenAll(leavers.Select(leaver => WaitAsync(leaver, cancellation)));
    }

    private IEnumerable<Server> LeaversOf(Step step) => step switch
    {
        Step.Retire retire => [retire.Leaver],
        Step.Yield yield => [yield.Leaver],
        Step.Cold cold => cold.Leavers,
        Step.Reconfigure change => run.Fleet.Leavers.Where(leaver => change.Leaving.Contains(leaver.Id)),
        _ => [],
    };

    private async Task WaitAsync(Server leaver, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var told = -1;
        while (true)
        {
            var clients = await ConnectedClients.OfAsync(run.Fleet, leaver, cancellation);
            if (clients.IsEmpty)
            {
                if (told > 0)
                {
                    run.Console.Say($"Server {leaver.Id} has no client any more.");
                }

                return;
            }

            if (TimeProvider.System.GetElapsedTime(begun) >= limit)
            {
                run.Console.Warn($"Server {leaver.Id} still has {Told(clients)}; the time that --drain gives is over, and it leaves. " +
                    "Clients with another server in their connection string move there.");
                return;
            }

            if (clients.Length != told)
            {
                run.Console.Say(told < 0
                    ? string.Create(CultureInfo.InvariantCulture, $"Server {leaver.Id} leaves, and has {Told(clients)}: waiting for them to go, " +
                        $"at most {limit!.Value.TotalSeconds:0} s. Their new connection string: {ConnectionString.Of(run.Inventory)}")
                    : $"Server {leaver.Id} has {Told(clients)}.");
                told = clients.Length;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static string Told(ImmutableArray<IPEndPoint> clients)
    {
        var addresses = clients.GroupBy(client => client.Address).Select(group => $"{group.Key} ({group.Count()})").ToList();
        return $"{clients.Length} {(clients.Length == 1 ? "client" : "clients")}: {string.Join(", ", addresses.Take(10))}{(addresses.Count > 10 ? " …" : "")}";
    }
}
