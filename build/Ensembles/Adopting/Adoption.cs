using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Observing.Found;

namespace Ensembles.Adopting;

/// <summary>
/// An ensemble that runs, as the inventory that means just it, with what the inventory cannot say named. Pure: the
/// servers were looked at by <see cref="HostLook"/>, the text is made by <see cref="InventoryText"/>.
/// </summary>
public sealed record Adoption
{
    /// <summary>The variable that a dynamic ensemble's inventory reads the superuser's password from.</summary>
    internal const string SuperuserPassword = "ZOOKEEPER_SUPERUSER_PASSWORD";

    /// <summary>The ensemble's name, and that of its file.</summary>
    public required string Name { get; init; }

    /// <summary>Ordered by id; a standalone server without an id has 1.</summary>
    public required ImmutableArray<AdoptedServer> Servers { get; init; }

    public required ConnectionSpec Connection { get; init; }

    public required MembershipKind Membership { get; init; }

    /// <summary>Of the class path of the processes; null where none tells it.</summary>
    public Version? Release { get; init; }

    /// <summary>The account of the processes; null where it is the one that looked, on this machine.</summary>
    public string? User { get; init; }

    internal AdoptedSettings Settings { get; init; } = new();

    internal AdoptedJava Java { get; init; } = new();

    internal AdoptedFolders Folders { get; init; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>Why the suite cannot manage some of the servers, and what to do; empty where it can.</summary>
    public ImmutableArray<Finding> Refusals { get; init; } = [];

    /// <summary>What differs between servers, what is not taken over, what to see to: a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <param name="servers">Those of one ensemble, by id.</param>
    public static Adoption Of(string name, ConnectionSpec connection, ImmutableArray<FoundServer> servers)
    {
        var releases = servers.Select(server => server.Process.ReleaseVersion).OfType<Version>().ToList();
        var release = releases.GroupBy(version => version).OrderByDescending(group => group.Count())
            .FirstOrDefault()?.Key;
        var isDynamic = servers.All(IsDynamic);
        var settings = AdoptedSettings.Of(servers, release);
        var java = AdoptedJava.Of(servers);
        var adopted = servers.Select(server => AdoptedServer.Of(server, servers, release)).ToImmutableArray();
        adopted = WithoutSharedAdmin(adopted);
        return new()
        {
            Name = name,
            Servers = adopted,
            Connection = connection,
            Membership = isDynamic ? MembershipKind.Dynamic : MembershipKind.Static,
            Release = release,
            User = connection.Kind == ConnectionKind.Local && servers[0].Process.Account == Environment.UserName
                ? null : servers[0].Process.Account,
            Settings = settings,
            Java = java,
            Folders = AdoptedFolders.Of(servers, connection.Kind == ConnectionKind.Local),
            Refusals =
            [
                .. AdoptionRefusals.Of(servers),
                .. adopted.Select(server => server.Service.Refusal).OfType<string>()
                    .Select(refusal => Finding.Refusal(OtherCodes.AdoptService, null, refusal, "")),
            ],
            Notes =
            [
                .. AdoptionNotes.Of(servers, adopted, release, isDynamic), .. settings.Notes, .. java.Notes,
                .. adopted.SelectMany(server => server.Service.Notes),
            ],
        };
    }

    /// <summary>ZooKeeper keeps the members, and reconfig may change them (QuorumPeerConfig, 3.5.3).</summary>
    internal static bool IsDynamic(FoundServer server) =>
        server.Settings["dynamicConfigFile"] is not null
        && "true".Equals(server.Settings["reconfigEnabled"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Of several servers on a host that want one port for the AdminServer only the first got it.</summary>
    private static ImmutableArray<AdoptedServer> WithoutSharedAdmin(ImmutableArray<AdoptedServer> servers)
    {
        var taken = new HashSet<(string, int)>();
        return
        [
            .. servers.OrderByDescending(one => one.Found.Process.ListeningPorts.Contains(one.AdminPort)).Select(one =>
                one.AdminPort == 0 || taken.Add((one.Found.Host, one.AdminPort)) ? one : one with { AdminPort = 0 })
                .OrderBy(one => one.Id),
        ];
    }
}
