using Ensembles.Membership;
using Ensembles.Planning;
using ZooKeeper.Status;

namespace Unit.Planning.Model;

/// <summary>How a stop or a start can fail and say nothing.</summary>
internal enum SilentFailure
{
    /// <summary>The process of before goes on, with the files of before; the new ones are written.</summary>
    Survives,

    /// <summary>Something of another's has started it again at once, with the files of before.</summary>
    Respawned,

    /// <summary>It ended, and the new process died of a port that another program holds.</summary>
    PortTaken,

    /// <summary>The same, and that program is a ZooKeeper of somebody else's.</summary>
    ForeignAnswers,

    /// <summary>A process came that reads another file: the list of before, or none at all where it was empty.</summary>
    WrongFile,

    /// <summary>It serves, and is another release than was installed.</summary>
    OldBinary,

    /// <summary>A process came and answers nobody.</summary>
    Hangs,
}

/// <summary>Steps that seem done.</summary>
internal sealed partial class World
{
    /// <summary>Whether a step can fail so: only what ran before can survive.</summary>
    public bool CanFail(Step step, SilentFailure failure) => step switch
    {
        Step.Restart => true,
        Step.Start => failure is not (SilentFailure.Survives or SilentFailure.Respawned),
        _ => false,
    };

    public void Fail(Step step, SilentFailure failure)
    {
        var id = step.ServerId!.Value;
        var before = servers.TryGetValue(id, out var known) ? known : Given.Empty(id);
        Take(step, failure switch
        {
            SilentFailure.PortTaken or SilentFailure.ForeignAnswers => Reach.Stopped,
            SilentFailure.OldBinary => Reach.Passed,
            SilentFailure.Hangs => Reach.Started,
            _ => Reach.Written,
        });
        servers[id] = failure switch
        {
            SilentFailure.Respawned => servers[id] with
            {
                IsForeignStart = true, WhyNotStoppable = "runit would start it again; change service, or switch it off",
            },
            SilentFailure.PortTaken => servers[id].Down(),
            SilentFailure.ForeignAnswers => servers[id] with { Running = false, Mode = ServerMode.Standalone },
            SilentFailure.WrongFile => before is { Running: true } ? servers[id] with { IsForeignStart = true }
                : servers[id] with
                {
                    Running = true, Mode = ServerMode.Standalone, IsForeignStart = true,
                    OnDiskConfig = servers[id].RunningConfig, RunningConfig = new RunningConfig.Alone(),
                },
            SilentFailure.OldBinary => servers[id] with { Outdated = true },
            SilentFailure.Hangs => servers[id] with { Mode = null, Hangs = true },
            _ => servers[id],
        };
        Elect();
    }
}
