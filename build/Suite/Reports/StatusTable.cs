using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Inventories.Security;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Suite.Terminals;
using ZooKeeper.Status;

namespace Suite.Reports;

/// <summary>The servers of an ensemble at one moment, one row each, whatever state they are in.</summary>
/// <param name="Taken">When they were looked at.</param>
/// <param name="Drift">
/// Where they differ from the inventory or from how they were left, the hosts that answered.
/// </param>
public sealed record StatusTable(DateTimeOffset Taken, ImmutableArray<StatusRow> Rows, ImmutableArray<Drift> Drift)
{
    public int Serving => Rows.Count(row => row.IsServing);

    /// <summary>Of the server that leads, or is alone; null where none does, or two say so.</summary>
    public int? Leader => Rows.Where(row => row.Leads).ToList() is [var only] ? only.Id : null;

    /// <summary>
    /// Two servers lead, each with a tree of its own: who holds what and who is to be kept; null where at most one does.
    /// </summary>
    public Finding? Conflict { get; init; }

    /// <summary>What servers hold that hold data and do not serve, a line each.</summary>
    public ImmutableArray<string> Held { get; init; } = [];

    public static StatusTable Of(Survey survey, DateTimeOffset taken)
    {
        var states = survey.States;
        var leader = survey.Servers.Where(server => server.Seen?.State.Foreign != true).Select(server => server.Status)
            .FirstOrDefault(status => status?.Mode is ServerMode.Leader or ServerMode.Standalone)?.Zxid;
        return new(taken, [.. survey.Servers.Select(server => StatusRow.Of(server, leader, taken))], survey.Drift)
        {
            Conflict = Refusals.OfLeaders(states),
            Held = [.. survey.Servers.Select(server => server.Seen?.State).OfType<ServerState>().Where(state => state is { Serving: false, Data.IsEmpty: false })
                .Select(state => $"server {state.Id} holds {state.Data}")],
        };
    }
}

/// <summary>One server. What it does not say is null.</summary>
/// <param name="Role">leader, follower, observer, standalone, down …</param>
/// <param name="Lag">Transactions behind the leader; null also where it is in an earlier epoch.</param>
/// <param name="LatencyAverage">Milliseconds, since its start.</param>
/// <param name="LatencyMax">Milliseconds, since its start.</param>
/// <param name="Uptime">Of its process.</param>
/// <param name="Members">Ids of the configuration in force.</param>
/// <param name="ConfigurationVersion">Of a dynamic ensemble, as ZooKeeper writes it: hexadecimal.</param>
/// <param name="Drifts">In how many places it differs from the inventory.</param>
/// <param name="Fault">Why its host could not be looked at.</param>
public sealed record StatusRow(
    int Id, string Address, string Role, Zxid? Zxid, long? Lag, bool IsInEarlierEpoch, long? Connections,
    long? Outstanding,
    double? LatencyAverage, double? LatencyMax, long? Znodes, Version? Version, TimeSpan? Uptime,
    ImmutableArray<long> Members, string? ConfigurationVersion, int Drifts, string? Fault)
{
    /// <summary>
    /// Whole days that the certificate is still valid which it shows; negative where it has expired, null where it shows none.
    /// </summary>
    public int? CertificateDays { get; init; }

    public bool IsServing => Zxid is not null && Role is not "read-only";

    public bool Leads => Role is "leader" or "standalone";

    internal static StatusRow Of(SurveyedServer server, Zxid? leader, DateTimeOffset taken)
    {
        // What another server says is not this one's.
        var status = server is { Status: { Mode: not ServerMode.NotServing } serving, Seen: null or { State.Foreign: false } } ? serving : null;
        var members = server.Seen?.InForce switch
        {
            RunningConfig.Static list => list.Members,
            RunningConfig.Dynamic list => list.Members,
            _ => null,
        };
        var sameEpoch = status is not null && leader is { } newest && status.Zxid.Epoch == newest.Epoch;
        return new(
            server.Server.Id, $"{server.Server.Host}:{server.Server.ClientPort}", RoleOf(server), status?.Zxid,
            sameEpoch ? Math.Max(0, (long)leader!.Value.Counter - (long)status!.Zxid.Counter) : null,
            status is not null && leader is { } known && status.Zxid.Epoch < known.Epoch,
            status?.Connections, status?.Outstanding, status?.LatencyAverage, status?.LatencyMax, status?.NodeCount,
            status?.Version, server.Seen?.Facts.Uptime, [.. members?.Servers.Keys ?? []],
            server.Seen?.InForce is RunningConfig.Dynamic ? members?.Version?.ToString("x", null) : null,
            server.Seen?.Drift.Length ?? 0, server.Fault)
        {
            CertificateDays = server.CertificateEnds is { } end ? Validity.DaysLeft(end, taken) : null,
        };
    }

    private static string RoleOf(SurveyedServer server) => server switch
    {
        { Seen: null, Status: null } => "unreachable",
        { Seen.State.Foreign: true } => "foreign process",
        { Seen.PortTaken: true, Status: null } => "port taken",
        { Status: { } status } => Wording.Role(status.Mode),
        { Seen: { } seen } => Wording.Role(seen.State),
        _ => "unreachable",
    };
}
