using System.Collections.Immutable;
using Ensembles.Planning;
using Ensembles.Witnessing;
using Remote;

namespace Suite.Reports.Live;

/// <summary>What is under way right now. Told by many threads, read by the one that draws. Thread-safe.</summary>
internal sealed class LiveState(TimeProvider clock)
{
    private readonly Lock guard = new();
    private readonly List<(Step Step, int Number, long Since)> steps = [];
    private readonly Dictionary<int, string> awaited = [];
    private readonly Dictionary<(string, string?, bool), TransferMeter> transfers = [];
    private readonly HashSet<int> begun = [];
    private ImmutableArray<string> planned = [];
    private string doing = "";
    private long since;

    /// <summary>Clients at work, while there are any.</summary>
    public Witness? Witness { get; set; }

    public LiveServers? Servers { get; set; }

    public void Plan(Plan plan)
    {
        lock (guard)
        {
            planned = [.. plan.Steps.Select(step => step.Title)];
        }
    }

    /// <summary>Work of several steps, or of none that are told.</summary>
    public void Does(string what)
    {
        lock (guard)
        {
            (doing, since) = (what, clock.GetTimestamp());
        }
    }

    public void Begins(Step step)
    {
        lock (guard)
        {
            // A plan may hold a title twice, and its steps need not come in its order.
            var number = Enumerable.Range(1, planned.Length)
                .FirstOrDefault(place => planned[place - 1] == step.Title && !begun.Contains(place));
            begun.Add(number);
            steps.Add((step, number, clock.GetTimestamp()));
        }
    }

    public void Ended(Step step)
    {
        lock (guard)
        {
            steps.RemoveAll(known => known.Step == step);
        }
    }

    /// <summary>What the gate of a server waits for.</summary>
    public void Awaits(int server, string condition)
    {
        lock (guard)
        {
            awaited[server] = condition;
        }
    }

    /// <returns>The meter of the transfer, and whether it is its first report.</returns>
    public (TransferMeter Meter, bool IsNew) Comes(Transfer transfer)
    {
        lock (guard)
        {
            var key = (transfer.File, transfer.To, transfer.IsUnpacked);
            var isNew = !transfers.TryGetValue(key, out var meter);
            meter ??= new(transfer, clock);
            meter.Come(transfer);
            if (transfer.IsComplete)
            {
                transfers.Remove(key);
            }
            else
            {
                transfers[key] = meter;
            }

            return (meter, isNew);
        }
    }

    public LiveMoment Now()
    {
        lock (guard)
        {
            return new()
            {
                Doing = doing,
                Elapsed = clock.GetElapsedTime(since),
                StepCount = planned.Length,
                Steps = [.. steps.Select(step => new LiveStep(
                    step.Number, step.Step.Title, clock.GetElapsedTime(step.Since),
                    step.Step.ServerId is { } id ? awaited.GetValueOrDefault(id) : awaited.Values.LastOrDefault()))],
                Clients = Witness?.Figures,
                Transfers = [.. transfers.Values.Select(meter => (meter.Title, meter.ToString()))],
                Servers = Servers?.Rows ?? [],
            };
        }
    }
}
