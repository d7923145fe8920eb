using System.Collections.Immutable;
using Ensembles.Inventories.Metrics;
using Ensembles.Inventories.Security;
using ZooKeeper.Configuration;

namespace Ensembles.Inventories;

/// <summary>
/// The wanted state of one ensemble, as its inventory file says, with every default filled in and checked:
/// paths absolute, <c>{id}</c> and <c>${NAME}</c> resolved. Which servers are new is observed, never written here.
/// Read by <see cref="InventoryReader"/>.
/// </summary>
public sealed record Inventory
{
    /// <summary>
    /// The ensemble's name; also the folder of its artifacts. Letters, digits, <c>-</c>, <c>_</c>, <c>.</c>
    /// </summary>
    public required string Ensemble { get; init; }

    /// <summary>Absolute path of the file, for messages.</summary>
    public required string File { get; init; }

    /// <summary>The ZooKeeper release that every server is to run, and where it comes from.</summary>
    public required ReleaseSpec Release { get; init; }

    /// <summary>Whether the servers' files or the ensemble itself keep the list of members.</summary>
    public required MembershipKind Membership { get; init; }

    /// <summary>How the hosts are reached, the same for all.</summary>
    public required ConnectionSpec Connection { get; init; }

    /// <summary>Absolute folder under which releases are unpacked, on every host.</summary>
    public required string InstallPath { get; init; }

    /// <summary>
    /// Name of the link in <see cref="InstallPath"/> to the release in use. On this machine the ensembles of all
    /// inventories share the default install folder, so each has a link of its own.
    /// </summary>
    public string ReleaseLink => Connection.Kind == ConnectionKind.Local ? $"current-{Ensemble}" : "current";

    /// <summary>
    /// The release in use, with <c>bin</c> and <c>lib</c>: a link to the folder of its version, on every host.
    /// </summary>
    public string ReleasePath => $"{InstallPath}/{ReleaseLink}";

    /// <summary>Of servers that say nothing of their own, so also of joiners: <see cref="Server.Service"/>.</summary>
    public required ServiceSpec Service { get; init; }

    /// <summary>Account that the servers run as; null: the one that the connection works as.</summary>
    public string? User { get; init; }

    /// <summary>Keys of zoo.cfg that all servers have in common.</summary>
    public required SettingsSpec Settings { get; init; }

    /// <summary>The Java machine of all servers.</summary>
    public required JavaSpec Java { get; init; }

    /// <summary>The identity that may reconfigure a dynamic ensemble; null where membership is static.</summary>
    public Superuser? Superuser { get; init; }

    /// <summary>Figures for Prometheus; null: the servers offer none.</summary>
    public MetricsSpec? Metrics { get; init; }

    /// <summary>A second place of backups, and how long they are kept; null: here, for ever.</summary>
    public BackupsSpec? Backups { get; init; }

    /// <summary>TLS and SASL; everything plain where the file does not say.</summary>
    public SecuritySpec Security { get; init; } = new();

    /// <summary>
    /// How every server speaks to the others when nothing is left to do: by the section <c>security</c>, otherwise by
    /// <c>settings</c>.
    /// </summary>
    public QuorumLink WantedLink
    {
        get
        {
            var (said, section) = (QuorumLink.Of(key => Settings.Values.GetValueOrDefault(key)), Security.Link);
            return new(
                said.Tls || section.Tls, said.TakesBoth, said.Sasl || section.Sasl,
                said.LearnerInsists || section.LearnerInsists, said.ServerInsists || section.ServerInsists);
        }
    }

    /// <summary>Ordered by id.</summary>
    public required ImmutableArray<Server> Servers { get; init; }

    /// <summary>
    /// Folders of a server that the file does not name, with <see cref="ServerPaths.AnyId"/> for its id; null where
    /// every server names its own.
    /// </summary>
    public ServerPaths? UsualPaths { get; init; }

    /// <summary>
    /// Says how to make the ensemble that the embedded default expands; null for ensembles of others.
    /// </summary>
    public EmbeddedSpec? Embedded { get; init; }

    /// <summary>What uses the ensemble, as far as the file says so.</summary>
    public ImmutableArray<ClientApplication> Applications { get; init; } = [];

    /// <summary>Some server runs from a release that the suite installs.</summary>
    public bool NeedsRelease => Servers.Any(server => !server.HasOwnRelease);

    /// <summary>Servers with a vote, ordered by id; the others are observers.</summary>
    public IEnumerable<Server> Participants => Servers.Where(server => server.Role == Role.Participant);
}
