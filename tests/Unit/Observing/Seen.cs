using Ensembles.Membership;
using Ensembles.Observing;
using ZooKeeper.Status;

namespace Unit.Observing;

/// <summary>Servers as a look at them shows them.</summary>
internal static class Seen
{
    public static ServerObservation Server(ServerState state) => new()
    {
        Server = state.Server,
        Facts = new()
        {
            Process = state.Running ? new() { Identity = new(100 + state.Id, 1) } : null,
            Started = new(100 + state.Id, state.IsForeignStart ? 2 : 1),
            HasData = state.HasData,
        },
        Status = state.Mode is { } mode ? new ServerStatus { Mode = mode, Version = new(3, 9, 3) } : null,
        InForce = state.RunningConfig,
        Filed = state.OnDiskConfig ?? state.RunningConfig,
        Differences = [],
    };

    public static Observation Of(params ServerState[] servers) => new([.. servers.Select(Server)]);
}
