using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Observing.Processes;
using Remote;
using ZooKeeper.Client;
using ZooKeeper.Status;

namespace Ensembles.Rollouts;

/// <content>How a gate waits: asks again and again, looks whether the process lives, and ends in time.</content>
public sealed partial class Gates
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Told what is waited for, and at which server.</summary>
    public IProgress<(int Server, string Condition)>? Awaits { get; init; }

    /// <summary>Done about every second while a gate waits; what it throws ends the wait.</summary>
    public Func<CancellationToken, Task>? Meanwhile { get; set; }

    private async Task PollAsync(
        Server server, string condition, Func<Task<bool>> holds, CancellationToken cancellation, DataIntake? intake = null) =>
        await PollForAsync(server, condition, async _ =>
        {
            try
            {
                return await holds() ? condition : null;
            }
            catch (ZooKeeperException failure) when (SessionAccess.Refusal(failure) is { } refusal)
            {
                throw new GateException(
                    $"{server}: this cannot come: {condition}, for {refusal}. The rollout has stopped here.");
            }
            catch (Exception transient)
                when (transient is ZooKeeperException or HostException or FourLetterWordException)
            {
                return null;
            }
        }, cancellation, intake);

    /// <summary>Asks until there is an answer; now and then looks whether the process still lives.</summary>
    /// <param name="intake">For as long as it goes on the wait does too; null: there are few data.</param>
    private async Task<T> PollForAsync<T>(
        Server server, string condition, Func<CancellationToken, Task<T?>> ask, CancellationToken cancellation,
        DataIntake? intake = null)
        where T : class
    {
        Awaits?.Report((server.Id, condition));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var deadline = Deadline;
        limit.CancelAfter(deadline);
        var since = TimeProvider.System.GetTimestamp();
        var lastLook = since;
        try
        {
            while (true)
            {
                if (await ask(limit.Token) is { } answer)
                {
                    return answer;
                }

                if (TimeProvider.System.GetElapsedTime(lastLook) > TimeSpan.FromSeconds(1))
                {
                    var process = await MustRunAsync(server, condition, limit.Token);
                    if (intake?.Note(process) == true)
                    {
                        limit.CancelAfter(deadline);
                    }

                    if (intake?.Told is { } told)
                    {
                        Awaits?.Report((server.Id, $"{condition}: {told}"));
                    }

                    await (Meanwhile?.Invoke(limit.Token) ?? Task.CompletedTask);
                    lastLook = TimeProvider.System.GetTimestamp();
                }

                await Task.Delay(PauseAfter(TimeProvider.System.GetElapsedTime(since)), limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new GateException(
                $"{server}: not within {deadline.TotalSeconds:0} s: {condition}" +
                $"{(intake?.Told is { } told ? $" (last seen: {told})" : "")}. " +
                "The rollout has stopped here; nothing else was changed. Its log ends:\n" +
                await control.LogTailAsync(server, CancellationToken.None));
        }
    }

    /// <summary>
    /// A fiftieth of the wait: what comes soon is noticed at once, and what takes long, such as a server that is
    /// given the data, is not busy with questions.
    /// </summary>
    private static TimeSpan PauseAfter(TimeSpan waited) =>
        TimeSpan.FromTicks(Math.Clamp((waited / 50).Ticks, ShortestPause.Ticks, LongestPause.Ticks));

    /// <summary>It is this very process that answers on the client port.</summary>
    private Task<RunningServer> MustAnswerAsync(Server server, string condition, CancellationToken cancellation) =>
        MustAsync(server, condition, ProcessGate.FaultOfAnswer, cancellation);

    /// <summary>The process that the step has started lives, with this plan's files.</summary>
    private Task<RunningServer> MustRunAsync(Server server, string condition, CancellationToken cancellation) =>
        MustAsync(server, condition, ProcessGate.Fault, cancellation);

    private async Task<RunningServer> MustAsync(
        Server server, string condition,
        Func<Server, RunningServer?, ProcessIdentity?, string, string?> fault, CancellationToken cancellation)
    {
        var process = await ProcessLook.AtAsync(fleet, server, cancellation);
        if (fault(server, process, control.StartedAs(server), condition) is not null)
        {
            // What is told of it needs more than the gate: who keeps it, and the path of its configuration.
            process = (await HostFacts.TakeAsync(fleet, server, files: [], cancellation)).Process;
            if (fault(server, process, control.StartedAs(server), condition) is { } found)
            {
                throw new GateException($"{found} Its log ends:\n{await control.LogTailAsync(server, cancellation)}");
            }
        }

        return process!;
    }

    private async Task MustAllLiveAsync(Server next, IEnumerable<int> others, CancellationToken cancellation)
    {
        foreach (var other in others.Select(fleet.Server))
        {
            if (await ProcessLook.AtAsync(fleet, other, cancellation) is null)
            {
                throw new GateException(
                    $"{other} has ended by itself, and without it too few serve for {next} to be stopped: " +
                    "that one is left running. Run this again: it starts first what is down. The log ends:\n" +
                    await control.LogTailAsync(other, cancellation));
            }
        }
    }
}
