using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories.Yaml;

namespace Ensembles.Inventories.Reading;

/// <summary>Collects what is wrong with one file, to be reported together.</summary>
/// <param name="file">The file as messages show it.</param>
internal sealed class Faults(string file)
{
    private readonly List<Finding> list = [];

    public bool AnyError => list.Any(fault => fault.Severity == FaultSeverity.Error);

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Finding> All =>
        [.. list.OrderBy(fault => fault.Subject.Line).ThenBy(fault => fault.Subject.Column).Distinct()];

    public void Error(FindingCode code, string key, Position at, string message, string remedy) =>
        list.Add(new(code, FaultSeverity.Error, Subject.InFile(file, at.Line, at.Column, key), message, remedy));

    public void Error(FindingCode code, Found found, string message, string remedy) =>
        Error(code, found.Key, found.At, message, remedy);

    public void Warning(FindingCode code, string key, Position at, string message, string remedy) =>
        list.Add(new(code, FaultSeverity.Warning, Subject.InFile(file, at.Line, at.Column, key), message, remedy));

    public void Warning(FindingCode code, Found found, string message, string remedy) =>
        Warning(code, found.Key, found.At, message, remedy);
}
