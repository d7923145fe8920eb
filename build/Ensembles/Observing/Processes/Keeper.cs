namespace Ensembles.Observing.Processes;

/// <summary>Who starts a server again when its process ends.</summary>
/// <param name="Kind">How it is kept alive.</param>
/// <param name="Name">
/// The unit's name, the folder of runit's service, supervisord's program as <c>GROUP:NAME</c>, the name of the parent's
/// program, or the container's id; empty where it is not told.
/// </param>
/// <param name="Pid">The process that keeps it; 0 where none is known.</param>
public sealed record Keeper(KeeperKind Kind, string Name, int Pid)
{
    /// <summary>Its end is its end.</summary>
    public static Keeper None { get; } = new(KeeperKind.None, "", 0);

    /// <summary>As messages name it.</summary>
    public override string ToString() => Kind switch
    {
        KeeperKind.SystemdUnit => $"the systemd unit {Name}",
        KeeperKind.Runit => $"runit (runsv, process {Pid}, service {Name})",
        KeeperKind.Supervisord => $"supervisord (process {Pid}{(Name.Length > 0 ? $", program {Name}" : "")})",
        KeeperKind.Loop => $"its parent, process {Pid} ({Name})",
        KeeperKind.Container => Name.Length > 0 ? $"the container {Name}" : "a container",
        _ => "nothing",
    };
}

/// <summary>How a server is kept alive.</summary>
public enum KeeperKind
{
    /// <summary>By nothing: what ends stays down.</summary>
    None,

    /// <summary>By a unit of systemd, whose control group it is in.</summary>
    SystemdUnit,

    /// <summary>By a <c>runsv</c>, its parent.</summary>
    Runit,

    /// <summary>By a <c>supervisord</c> among its ancestors.</summary>
    Supervisord,

    /// <summary>By another parent that lives and is no session's shell: a loop, a script, another supervisor.</summary>
    Loop,

    /// <summary>It runs in a container, and what runs the container keeps it.</summary>
    Container,
}
