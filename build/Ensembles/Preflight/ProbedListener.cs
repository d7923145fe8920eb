using System.Net;
using Ensembles.Inventories;

namespace Ensembles.Preflight;

/// <summary>A process listens on a port that a server wants.</summary>
/// <param name="Pid">Null where the account may not see whose it is.</param>
/// <param name="Program">The process's name; empty where it cannot be seen.</param>
public sealed record ProbedListener(IPAddress Address, int Port, int? Pid, string Program)
{
    /// <summary>Listens on every address.</summary>
    public bool Everywhere => WildcardAddress.Is(Address);
}
