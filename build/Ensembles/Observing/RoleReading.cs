using Ensembles.Inventories;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>A server said that it is something else than before.</summary>
/// <param name="Server">With its place: an id may move to another.</param>
/// <param name="At">When it was asked, since the start of the run.</param>
/// <param name="Mode">Null: nothing answered on its client port.</param>
public sealed record RoleReading(Server Server, TimeSpan At, ServerMode? Mode);
