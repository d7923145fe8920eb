using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories;

/// <summary>What inventories take as names, for the code that makes one.</summary>
public static class HostNames
{
    /// <summary>The name or address of a host.</summary>
    public static bool IsHost(string text) => TextFormat.Host.Accepts(text);

    /// <summary>The name of an ensemble.</summary>
    public static bool IsEnsemble(string text) => TextFormat.Name.Accepts(text);
}
