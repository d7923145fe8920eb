using System.Collections.Immutable;
using System.Net.Sockets;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Rendering;
using Remote;
using ZooKeeper.Status;

namespace Ensembles.Observing;

/// <summary>
/// All servers of an inventory for the eye: unlike an <see cref="Observation"/>, from which plans are made, it takes a
/// host that does not answer for a finding.
/// </summary>
public sealed record Survey(ImmutableArray<SurveyedServer> Servers)
{
    /// <summary>
    /// Members by the lists of those that were looked at, or noted by a change that has not come to its end, which the inventory
    /// lacks: they may lead too.
    /// </summary>
    public ImmutableArray<ServerState> Leavers { get; init; } = [];

    /// <summary>
    /// What all are, as far as it is known: of those whose hosts cannot be looked at what their client ports say.
    /// </summary>
    public ImmutableArray<ServerState> States =>
    [
        .. Servers.Select(server => server.Seen?.State ?? (server.Status is { } told ? OfPort(server.Server, told) : null)).OfType<ServerState>(),
        .. Leavers,
    ];

    /// <summary>As <see cref="Observation.Drift"/>, of the servers whose hosts answered.</summary>
    public ImmutableArray<Drift> Drift => Drifts.Among(
        [.. Servers.Select(server => server.Seen).OfType<ServerObservation>()],
        Servers.Select(server => server.Server.Id));

    /// <summary>Looks at every server of the fleet at the same time. Changes nothing, throws for no host.</summary>
    public static async Task<Survey> TakeAsync(Fleet fleet, Renderer renderer, CancellationToken cancellation)
    {
        var look = new ServerLook(fleet, renderer);
        var survey = new Survey([.. await Task.WhenAll(fleet.Inventory.Servers.Select(async server =>
        {
            try
            {
                var seen = await look.AtAsync(server, cancellation);
                return new SurveyedServer(server, seen, seen.Status, null)
                {
                    CertificateEnds = await CertificateEndAsync(fleet, seen, cancellation),
                };
            }
            catch (HostException fault)
            {
                return new SurveyedServer(server, null, await look.StatusAsync(server, cancellation), fault.Message);
            }
        }))]);

        // Two trees: which of them is known from before decides who is to be kept.
        var seen = survey.Servers.Select(server => server.Seen).OfType<ServerObservation>().ToImmutableArray();
        Observation judged = new(SilentLeader.Judge(seen));
        if (seen.Count(server => server.State.Leads) > 1)
        {
            judged = await new HistoryLook(fleet).AtAsync(judged, cancellation);
        }

        return new([.. survey.Servers.Select(server => server.Seen is null
            ? server : server with { Seen = judged[server.Server.Id] })])
        {
            Leavers = await LeaversAsync(fleet, look, seen, cancellation),
        };
    }

    private static async Task<ImmutableArray<ServerState>> LeaversAsync(
        Fleet fleet, ServerLook look, ImmutableArray<ServerObservation> seen, CancellationToken cancellation)
    {
        var leavers = await new LeaverLook(fleet, look).AtAsync(seen, cancellation);
        return [.. await Task.WhenAll(leavers.Select(async leaver =>
        {
            if (!leaver.Unreachable || leaver.PlaceUnknown)
            {
                return leaver.State;
            }

            fleet.Reach(leaver.Server);
            return await look.StatusAsync(leaver.Server, cancellation) is { } told ? OfPort(leaver.Server, told) : leaver.State;
        }))];
    }

    private static ServerState OfPort(Server server, ServerStatus told) => new()
    {
        Server = server, Running = true, Mode = told.Mode, Version = told.Version, HasData = true, Outdated = false,
        RunningConfig = new RunningConfig.Nothing(), Unreachable = true,
        Data = told.Mode == ServerMode.NotServing ? DataHolding.Nothing
            : DataHolding.Nothing with { Znodes = told.NodeCount, Newest = told.Zxid, Told = true },
    };

    private static async Task<DateTimeOffset?> CertificateEndAsync(Fleet fleet, ServerObservation seen, CancellationToken cancellation)
    {
        var ports = seen.Facts.Process?.ListeningPorts ?? [];
        try
        {
            return fleet.Inventory.Security.Clients != ClientTransport.Plain && ports.Contains(seen.Server.Ports.Secure)
                    ? (await fleet.TlsAsync(seen.Server, cancellation)).NotAfter
                : (seen.Link is { Tls: true } or { TakesBoth: true }) && ports.Contains(seen.Server.Ports.Election)
                    ? (await TlsGreeting.AskAsync(fleet, seen.Server, cancellation))?.Shown?.Certificate.NotAfter.ToUniversalTime()
                : null;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // What is wrong with it is for Verify to say.
            return null;
        }
    }
}

/// <summary>One server.</summary>
/// <param name="Seen">Null where its host could not be looked at.</param>
/// <param name="Status">Null where nothing answers on its client port.</param>
/// <param name="Fault">Why its host could not be looked at; null where it could.</param>
public sealed record SurveyedServer(Server Server, ServerObservation? Seen, ServerStatus? Status, string? Fault)
{
    /// <summary>
    /// Until when the certificate is valid that it shows to clients or, where they are plain, to the other servers; null
    /// where nothing is TLS, or nothing was shown.
    /// </summary>
    public DateTimeOffset? CertificateEnds { get; init; }
}
