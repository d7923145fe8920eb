using Ensembles.Findings;

namespace Ensembles.Inventories.Security;

/// <summary>Why a file with certificates or a key cannot be used.</summary>
/// <param name="OfKey">It is about the file of the key, not that of the certificate.</param>
/// <param name="Message">Names the file; never what is in it.</param>
public sealed record PemFault(FindingCode Code, bool OfKey, string Message, string Remedy)
{
    /// <summary>For those who had checked the file before, and find it changed.</summary>
    public InventoryException AsException() => new($"{Message}; {Remedy}");
}
