using Ensembles.Inventories;

namespace Ensembles.Preflight;

/// <summary>Something on a host that is wrong or suspicious, found before anything is changed.</summary>
/// <param name="Host">As messages call it.</param>
/// <param name="Server">The server it is about; null where it is about the host.</param>
/// <param name="Severity">An error keeps a rollout from beginning.</param>
/// <param name="What">What was found.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record PreflightFault(string Host, int? Server, FaultSeverity Severity, string What, string Remedy)
{
    /// <summary><c>zk1: server 2: port 2181 is held by nginx (process 12); stop it, or …</c></summary>
    public override string ToString() =>
        $"{Host}: {(Server is { } id ? $"server {id}: " : "")}{What}; {Remedy}";
}
