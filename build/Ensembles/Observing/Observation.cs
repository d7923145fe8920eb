using System.Collections.Immutable;
using Ensembles.Histories;
using Ensembles.HostAccess;
using Ensembles.Membership;
using Ensembles.Rendering;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>What an ensemble is right now: all servers of its inventory, looked at together.</summary>
public sealed record Observation(ImmutableArray<ServerObservation> Servers)
{
    /// <summary>
    /// Members that the inventory lacks or wants elsewhere, and members of before that still are there.
    /// </summary>
    public ImmutableArray<ServerObservation> Leavers { get; init; } = [];

    public ImmutableArray<ServerState> LeaverStates => [.. Leavers.Select(server => server.State)];

    public ImmutableArray<ServerState> States => [.. Servers.Select(server => server.State)];

    /// <summary>Servers of the inventory and leavers, one state for each id: a leaver's where both have it.</summary>
    public IReadOnlyList<ServerState> AllStates =>
    [
        .. States.Where(server => LeaverStates.All(leaver => leaver.Id != server.Id)).Concat(LeaverStates)
            .OrderBy(server => server.Id),
    ];

    public ServerObservation this[int id] => Servers.First(server => server.Server.Id == id);

    /// <summary>Of all servers and of the ensemble.</summary>
    public ImmutableArray<Drift> Drift => Drifts.Among(Servers, Servers.Select(server => server.Server.Id));

    /// <summary>What was found of the trees that servers have noted, or hold while they are down.</summary>
    public ImmutableArray<HistoryFinding> Histories =>
        [.. Servers.Concat(Leavers).SelectMany(server => server.Histories)];

    /// <summary>
    /// The newest transaction that is noted of this very tree: acknowledged by a majority then. Null without a note.
    /// </summary>
    public Zxid? Noted =>
        Histories.Where(finding => finding.IsSame).Select(finding => finding.Noted).OfType<Zxid>()
            .Select(zxid => (Zxid?)zxid).Max();

    /// <summary>Some server serves clients.</summary>
    public bool Lives => Servers.Any(server => server.State.Serving);

    /// <summary>
    /// Members in lists that are not in force and that the inventory lacks, with what their ports tell. Changes nothing.
    /// </summary>
    public static Task<ImmutableArray<ServerState>> OtherMembersAsync(Fleet fleet, Observation seen, CancellationToken cancellation) =>
        UnseenPorts.OfOtherListsAsync(fleet, seen, cancellation);

    /// <summary>Looks at every server of the fleet at the same time. Changes nothing.</summary>
    /// <exception cref="Remote.HostException">A host could not be looked at.</exception>
    public static Task<Observation> TakeAsync(Fleet fleet, Renderer renderer, CancellationToken cancellation) =>
        fleet.Times.DuringAsync(RunPart.Looking, () => LookAsync(fleet, renderer, cancellation));

    private static async Task<Observation> LookAsync(Fleet fleet, Renderer renderer, CancellationToken cancellation)
    {
        var look = new ServerLook(fleet, renderer);
        ImmutableArray<ServerObservation> servers =
            [.. await Task.WhenAll(fleet.Inventory.Servers.Select(server => look.AtAsync(server, cancellation)))];
        servers = SilentLeader.Judge(servers);
        servers = Rotation.Judge(fleet, await GreetedAsync(fleet, servers, cancellation));
        fleet.Login = ClientTls.LoginOf(fleet.Inventory.Security) is { } login && servers.All(server => server.TakesLogins)
            ? login : null;
        var leavers = await new LeaverLook(fleet, look).AtAsync(servers, cancellation);
        return await new HistoryLook(fleet).AtAsync(new(servers) { Leavers = leavers }, cancellation);
    }

    /// <summary>A plain ensemble that is to stay one is not greeted: its servers would complain in their logs.</summary>
    private static async Task<ImmutableArray<ServerObservation>> GreetedAsync(
        Fleet fleet, ImmutableArray<ServerObservation> servers, CancellationToken cancellation)
    {
        var isPlain = fleet.Inventory.WantedLink == default
            && servers.All(server => (server.Link ?? default) == default && (server.FiledLink ?? default) == default);
        return isPlain ? servers :
        [
            .. await Task.WhenAll(servers.Select(async server =>
                server.Facts.Process?.ListeningPorts.Contains(server.Server.Ports.Election) == true
                    ? server with { Greeting = await TlsGreeting.AskAsync(fleet, server.Server, cancellation) } : server)),
        ];
    }
}
