using ZooKeeper;
using ZooKeeper.Configuration;

namespace Ensembles.Rendering;

/// <summary>Server lines as each release reads them.</summary>
internal static class ServerLines
{
    /// <summary>
    /// <c>server.ID=HOST:QUORUM:ELECTION:ROLE;[ADDRESS:]CLIENT</c>; 3.4 knows neither the client's part nor the word
    /// <c>participant</c> (QuorumPeerConfig.parseProperties).
    /// </summary>
    public static string Write(ServerLine line, Version version)
    {
        bool old = version.Minor < 5;
        string role = line.Role == Role.Observer ? ":observer" : old ? "" : ":participant";
        string client = old || line.ClientPort is null ? ""
            : line.ClientHost is null ? $";{line.ClientPort}"
            : $";{HostPort.Bracketed(line.ClientHost)}:{line.ClientPort}";
        return $"server.{line.Id}={HostPort.Bracketed(line.Host)}:{line.QuorumPort}:{line.ElectionPort}{role}{client}";
    }
}
