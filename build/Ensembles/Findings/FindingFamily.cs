using System.Collections.Immutable;
using System.Reflection;

namespace Ensembles.Findings;

/// <summary>Findings of one kind of check, and the thousand that their numbers begin with.</summary>
/// <param name="Title">Heading of its part of <c>docs/findings.md</c>.</param>
/// <param name="Thousand">1 for ZK1xxx.</param>
/// <param name="Table">The class that holds its codes in static fields.</param>
public sealed record FindingFamily(string Title, int Thousand, Type Table)
{
    public static ImmutableArray<FindingFamily> All { get; } =
    [
        new("Inventories", 1, typeof(InventoryCodes)),
        new("Hosts and states of servers, before a change", 2, typeof(HostCodes)),
        new("Drift: servers that differ from their inventory", 3, typeof(DriftCodes)),
        new("Refusals of a plan", 4, typeof(RefusalCodes)),
        new("Risks and warnings of a plan", 5, typeof(RiskCodes)),
        new("Checks of a verification", 6, typeof(CheckCodes)),
        new("Backups, releases, failed steps and adopted ensembles", 7, typeof(OtherCodes)),
    ];

    /// <summary>With the names of their fields, in the order of their numbers.</summary>
    public ImmutableArray<(string Name, FindingCode Code)> Codes =>
    [
        .. Table.GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(entry => entry.FieldType == typeof(FindingCode))
            .Select(entry => (entry.Name, (FindingCode)entry.GetValue(null)!)).OrderBy(code => code.Item2.Number),
    ];
}
