namespace Ensembles.Inventories;

/// <summary>Something in an inventory that is wrong or suspicious. No secret is ever in it.</summary>
/// <param name="File">As shown: relative to the project where it lies there.</param>
/// <param name="Line">From 1; 0 where the fault is the file's.</param>
/// <param name="Column">From 1.</param>
/// <param name="Key">Path of the key, e.g. <c>servers[2].ports.client</c>; empty where the fault is the file's.</param>
/// <param name="Message">What is wrong, to be read after the key.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record InventoryFault(
    FaultSeverity Severity, string File, int Line, int Column, string Key, string Message, string Remedy)
{
    /// <summary><c>inventories/x.yml:14:5: servers[2].id: 300 is out of range; use 1 to 254</c></summary>
    public override string ToString()
    {
        string place = Line == 0 ? File : $"{File}:{Line}:{Column}";
        string severity = Severity == FaultSeverity.Warning ? "warning: " : "";
        string key = Key.Length == 0 ? "" : $"{Key}: ";
        return $"{place}: {severity}{key}{Message}; {Remedy}";
    }
}
