using System.Collections.Immutable;

namespace Unit.Architecture;

/// <summary>
/// The rooms of one assembly, a namespace below its root each, in the order in which they may use each other: a room
/// uses those before it. Rooms within a room are part of it.
/// </summary>
internal sealed record Rooms(string Root, ImmutableArray<string> Order)
{
    /// <summary>What the suite is about. <c>docs/architecture.md</c> tells what each room is for.</summary>
    public static Rooms Ensembles { get; } = new("Ensembles",
    [
        "Findings", "Inventories", "HostAccess", "Histories", "Membership", "Rendering", "Releases", "Observing", "Preflight",
        "Planning", "Rollouts", "Backups", "Witnessing", "Verifying", "Adopting",
    ]);

    /// <summary>What people run. The root itself is what its tasks see, and stands before them.</summary>
    public static Rooms Suite { get; } = new("Suite",
    [
        "Outgoing", "Terminals", "Arguments", "Help", "Testing", "Runs", "Reports", "Workflows", "", "Aliases", "Tasks",
    ]);

    /// <summary>The inner rooms of planning: the proof knows steps and members, and nothing of how plans are found.</summary>
    public static ImmutableArray<(string From, string To)> Forbidden { get; } =
    [
        ("Ensembles.Planning.QuorumModel", "Ensembles.Planning.Search"),
    ];

    /// <summary>Uses against the order, and of rooms that the order does not have; each names both types.</summary>
    public IEnumerable<string> Against(IEnumerable<TypeUse> uses)
    {
        foreach (var use in uses.Where(use => RoomOf(use.From) != RoomOf(use.To)))
        {
            var (from, to) = (Order.IndexOf(RoomOf(use.From)), Order.IndexOf(RoomOf(use.To)));
            if (from < 0 || to < 0)
            {
                yield return $"{use}: {(from < 0 ? use.From : use.To)} is none of the rooms of {Root}";
            }
            else if (to > from)
            {
                yield return $"{use}: {RoomOf(use.From)} comes before {RoomOf(use.To)}";
            }
        }
    }

    private string RoomOf(string name) => name == Root ? "" : name[(Root.Length + 1)..].Split('.')[0];
}
