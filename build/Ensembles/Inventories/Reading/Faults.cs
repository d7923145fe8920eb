using System.Collections.Immutable;
using Ensembles.Inventories.Yaml;

namespace Ensembles.Inventories.Reading;

/// <summary>Collects what is wrong with one file, to be reported together.</summary>
/// <param name="file">The file as messages show it.</param>
internal sealed class Faults(string file)
{
    private readonly List<InventoryFault> list = [];

    public bool AnyError => list.Any(fault => fault.Severity == FaultSeverity.Error);

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<InventoryFault> All =>
        [.. list.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).Distinct()];

    public void Error(string key, Position at, string message, string remedy) =>
        list.Add(new(FaultSeverity.Error, file, at.Line, at.Column, key, message, remedy));

    public void Error(Found found, string message, string remedy) => Error(found.Key, found.At, message, remedy);

    public void Warning(string key, Position at, string message, string remedy) =>
        list.Add(new(FaultSeverity.Warning, file, at.Line, at.Column, key, message, remedy));

    public void Warning(Found found, string message, string remedy) => Warning(found.Key, found.At, message, remedy);
}
