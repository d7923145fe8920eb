using System.Globalization;

namespace Ensembles.Inventories;

/// <summary>Absolute folders of one server on its host.</summary>
/// <param name="Config">Holds zoo.cfg; ZooKeeper itself must be able to write here under dynamic membership.</param>
/// <param name="Data">dataDir: myid and version-2 with the snapshots.</param>
/// <param name="DataLog">
/// dataLogDir: version-2 with the transaction logs; equal to <paramref name="Data"/> by default.
/// </param>
/// <param name="Log">What the server writes about itself.</param>
public sealed record ServerPaths(string Config, string Data, string DataLog, string Log)
{
    /// <summary>What the suite calls the configuration file where nothing else has named it.</summary>
    public const string UsualConfigFile = "zoo.cfg";

    /// <summary>
    /// Name of the configuration file in <see cref="Config"/>: <c>zoo.cfg</c>, Kafka's <c>zookeeper.properties</c>.
    /// ZooKeeper names the files of members that it writes after it (QuorumPeerConfig.getNextDynamicConfigFilename).
    /// </summary>
    public string ConfigFile { get; init; } = UsualConfigFile;

    /// <summary>Stands for an id in folders of servers that are not known yet.</summary>
    public const string AnyId = "@id@";

    /// <summary>The folders of the server with this id.</summary>
    public ServerPaths Of(int id)
    {
        string With(string path) =>
            path.Replace(AnyId, id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return new(With(Config), With(Data), With(DataLog), With(Log)) { ConfigFile = With(ConfigFile) };
    }
}
