using System.Collections.Immutable;
using Ensembles.Findings;

namespace Ensembles.Inventories;

/// <summary>What became of an inventory file.</summary>
/// <param name="Inventory">Null if and only if a fault is an error.</param>
/// <param name="Faults">All of them, in the order of the file.</param>
public sealed record InventoryReading(Inventory? Inventory, ImmutableArray<Finding> Faults);
