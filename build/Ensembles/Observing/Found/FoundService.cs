using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Observing.Processes;

namespace Ensembles.Observing.Found;

/// <summary>The way in which a found server was started, as one by which it can be started again.</summary>
internal static class FoundService
{
    /// <summary>What keeps it; else the script beside its release, with its folder and its environment.</summary>
    /// <returns>Null where there is no such way.</returns>
    public static ServiceSpec? Of(FoundServer server)
    {
        var process = server.Process;
        if (process.OtherNamespace || process.Keeper.Kind != KeeperKind.None)
        {
            return process.OtherNamespace ? null : ServiceMatch.ServiceOf(process.Keeper);
        }

        return server.StartCommand.IsEmpty ? null : Script(server);
    }

    /// <summary>As Adopt writes it, with the secrets that stand on the server's own command line.</summary>
    private static ServiceSpec.Script Script(FoundServer server) => new(
        server.StartCommand,
        server.Process.WorkingDirectory is { Length: > 1 } directory ? directory : null,
        StartVariables.Of(server).Values.ToImmutableSortedDictionary(
            variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));
}
