using System.Collections.Immutable;
using Ensembles.Findings;
using ZooKeeper.Client;
using ZooKeeper.Configuration;

namespace Ensembles.Verifying;

/// <summary>All servers run with the same members, and with the expected ones (<c>/zookeeper/config</c>).</summary>
internal static class MembershipCheck
{
    private const string Name = "membership";

    public static async Task<Check> RunAsync(ReplicaSet replicas, EnsembleConfiguration? expected, Deadline deadline)
    {
        var shown = await Task.WhenAll(replicas.Live.Select(async replica =>
        {
            ConfigurationNode? node = null;
            var fault = await Faults.OfAsync(
                async () => node = await replica.MembersAsync(deadline));
            return new ShownMembership(replica.Name, node, fault);
        }));
        return Of([.. shown], replicas.Unreached, expected);
    }

    public static Check Of(
        ImmutableArray<ShownMembership> shown, ImmutableArray<string> unreached, EnsembleConfiguration? expected)
    {
        List<string> faults =
        [
            .. unreached,
            .. shown.Where(server => server.Fault is not null).Select(server => $"{server.Server}: {server.Fault}"),
        ];
        var present = shown.Where(server => server.Node is ConfigurationNode.Present).ToList();
        if (present.Count == 0)
        {
            return faults.Count > 0 ? Check.Failed(CheckCodes.Members,
                Name, "no server shows its members", faults) : WithoutNode(shown);
        }

        var reference = expected ?? present[0].Node!.Configuration!;
        foreach (var server in present.Where(server => !server.Node!.Configuration!.SameMembership(reference)))
        {
            faults.AddRange(Differences(server.Server, server.Node!.Configuration!, reference));
        }

        faults.AddRange(shown.Where(server => server.Node is ConfigurationNode.Empty)
            .Select(server => $"{server.Server} serves alone and has no members"));
        var versions = present.Select(server => server.Node!.Configuration!.Version ?? 0).Distinct().ToList();
        if (versions.Count > 1)
        {
            faults.AddRange(present.Select(
                server => $"{server.Server}: version {server.Node!.Configuration!.Version:x}"));
        }

        if (faults.Count > 0)
        {
            return Check.Failed(
                CheckCodes.Members,
                Name, $"not all servers agree on the {(expected is null ? "" : "expected ")}members", faults);
        }

        var kind = versions[0] == 0 ? "a static list" : $"version {versions[0]:x}";
        var evidence = $"{Count.Of(present.Count, "server")} showing " +
            $"the same {Count.Of(reference.Servers.Count, "member")} ({kind})" +
            (expected is null ? "" : ", the expected ones");
        var silent = shown.Where(server => server.Node is ConfigurationNode.Absent)
            .Select(server => $"{server.Server} does not show its members").ToList();
        return silent.Count == 0 ? Check.Passed(Name, evidence) : Check.Warning(CheckCodes.MembersHidden,
            Name, evidence, silent);
    }

    private static Check WithoutNode(ImmutableArray<ShownMembership> shown) => shown switch
    {
        [] => Check.Failed(CheckCodes.Members, Name, "no server could be asked"),
        [{ Node: ConfigurationNode.Empty }] => Check.Skipped(Name, "a standalone server has no members"),
        _ when shown.All(server => server.Node is ConfigurationNode.Absent) =>
            Check.Skipped(Name, "3.4 does not show its members to clients"),
        _ => Check.Failed(
            CheckCodes.Members, Name, "servers serve alone that should be one ensemble",
            shown.Where(server => server.Node is ConfigurationNode.Empty).Select(server => server.Server)),
    };

    private static string? Told(ServerLine? line) =>
        line is { Group: { } group } ? $"{line} in group {group} with weight {line.Weight}" : line?.ToString();

    private static IEnumerable<string> Differences(
        string server, EnsembleConfiguration shown, EnsembleConfiguration reference)
    {
        foreach (var id in shown.Servers.Keys.Union(reference.Servers.Keys).Order())
        {
            var (one, other) = (shown.Servers.GetValueOrDefault(id), reference.Servers.GetValueOrDefault(id));
            if (one is null || other is null || !one.SameAs(other))
            {
                yield return $"{server} shows {Told(one) ?? $"no server {id}"}, " +
                    $"expected is {Told(other) ?? "no such server"}";
            }
        }
    }
}

/// <summary>What one server shows of its members.</summary>
/// <param name="Node">Null when it could not be read.</param>
internal sealed record ShownMembership(string Server, ConfigurationNode? Node, string? Fault);
