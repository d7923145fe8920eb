namespace Ensembles.Planning;

/// <summary>What the operator asks for.</summary>
public sealed record PlanOptions
{
    /// <summary>How members are added. Default: the safest one that the release and the inventory allow.</summary>
    public Strategy Strategy { get; init; } = Strategy.Auto;

    /// <summary>What the target is for; a plan that would do something else is refused. Default: any change.</summary>
    public Intent Intent { get; init; } = Intent.Any;

    /// <summary>Which servers are restarted though nothing differs; of no meaning but for <see cref="Intent.Restart"/>.</summary>
    public RestartRequest Restart { get; init; } = new();

    /// <summary>
    /// The one risk that is taken, by the name that the refusal printed; null: none. Any other name changes nothing.
    /// </summary>
    public string? AcceptedRisk { get; init; }
}

/// <summary>The way in which members change; <see cref="Auto"/> picks and says why.</summary>
public enum Strategy
{
    Auto,

    /// <summary>By reconfig (3.5.3 and later, dynamic membership).</summary>
    Reconfig,

    /// <summary>By restarts, one server at a time (static membership).</summary>
    Rolling,

    /// <summary>All members stop and start with the new list: one outage, no window (static membership).</summary>
    Cold,

    /// <summary>
    /// By restarts after all joiners have started, as articles have it: not provable (static membership).
    /// </summary>
    Jump,
}

/// <summary>What the target that was called is for: it refuses to do what another target is for.</summary>
public enum Intent
{
    /// <summary>Only looks: whatever the inventory wants.</summary>
    Any,

    /// <summary>No server leaves, no release changes.</summary>
    Expand,

    /// <summary>No server joins, no release changes.</summary>
    Shrink,

    /// <summary>Some join and some leave; no release changes.</summary>
    Replace,

    /// <summary>The release changes; the members stay.</summary>
    Upgrade,

    /// <summary>Servers restart though nothing differs; release and members stay.</summary>
    Restart,
}
