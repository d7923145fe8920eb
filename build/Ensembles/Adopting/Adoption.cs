using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories;
using ZooKeeper;
using ZooKeeper.Configuration;

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
                .. servers.SelectMany(Unusable), .. OfSharedIds(servers),
                .. adopted.Select(server => server.Service.Refusal).OfType<string>()
                    .Select(refusal => Finding.Refusal(OtherCodes.AdoptService, null, refusal, "")),
            ],
            Notes =
            [
                .. NotesOn(servers, adopted, release, isDynamic), .. settings.Notes, .. java.Notes,
                .. adopted.SelectMany(server => server.Service.Notes),
            ],
        };
    }

    /// <summary>ZooKeeper keeps the members, and reconfig may change them (QuorumPeerConfig, 3.5.3).</summary>
    private static bool IsDynamic(FoundServer server) =>
        server.Settings["dynamicConfigFile"] is not null
        && "true".Equals(server.Settings["reconfigEnabled"], StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Finding> Unusable(FoundServer server)
    {
        var who = $"Process {server.Process.Identity.Pid} on {server.Host}";
        if (server.Process.ConfigArgument is null)
        {
            yield return Finding.Refusal(OtherCodes.AdoptWithoutFile, server.Id,
                $"{who} runs with a port and a folder on its command line and without a configuration file:",
                "give it one, then adopt it");
        }
        else if (server.Config is null)
        {
            yield return Finding.Refusal(OtherCodes.AdoptUnreadableFile, server.Id,
                $"{who} runs with {server.Process.ConfigFile ?? "a configuration file"}, which is gone, or which the "
                + "account that looked may not read:",
                "put the file back where the process was started with it, or give that account the right to read it "
                + "(--become=sudo)");
        }
        else if (server.Process.DeletedLog is { } log)
        {
            yield return Finding.Refusal(OtherCodes.AdoptDeletedLog, server.Id,
                $"{who} writes its transactions into {log}, which was deleted beneath it: what it serves is in its "
                + "memory alone.", "Do not stop it: let a client copy the tree into another ensemble first");
        }
        else if (server.Process.ListensElsewhere(server.ClientPort))
        {
            yield return Finding.Refusal(OtherCodes.AdoptOtherPort, server.Id,
                $"{who} listens on the ports {string.Join(", ", server.Process.ListeningPorts.Distinct().Order())}, "
                + $"and {server.Process.ConfigFile} names the client port {server.ClientPort}: the file was changed after the "
                + "start.", "Write the client port that it listens on into the file again, then adopt it");
        }
        else if (server.Process.WritesElsewhere)
        {
            yield return Finding.Refusal(OtherCodes.AdoptOtherFolder, server.Id,
                $"{who} writes its transactions in {server.Process.OpenLogFolder}, and {server.Process.ConfigFile} "
                + $"names {server.Process.DataLogFolder}: the file or the folder was changed after the start, and the next one would begin "
                + "without these data.",
                "Write the folder that they are in into the file again, or move it back, then adopt it");
        }
        else if (server.Process is { HasLogApart: true, OtherNamespace: false })
        {
            yield return Finding.Refusal(OtherCodes.AdoptCoveredLog, server.Id,
                $"{who} has a transaction log open in {server.Process.OpenLogFolder} which is not the file of that name "
                + "that is seen there: a mount covers the folder, or the process has mounts of its own, and the next start "
                + "would begin without what it holds.",
                "Do not stop it: remove the mount that covers the folder, or let a client copy the tree into another "
                + "ensemble first");
        }
        else if (server.UnreadableMembers is { } fault)
        {
            yield return Finding.Refusal(OtherCodes.AdoptMembers, server.Id,
                $"{who}: its list of members is not supported: {fault}", "");
        }
        else if (!server.Lines.IsEmpty && server.Line is null)
        {
            yield return Finding.Refusal(OtherCodes.AdoptId, server.Id, server.MyId is null
                ? $"{who}: the file myid in {server.Process.DataFolder} is missing or cannot be read by the account that "
                    + "looked (--become=sudo)"
                : $"{who} is server {server.MyId} by its file myid, and its list of members has no such server", "");
        }
    }

    /// <summary>The running process has read its id before; the file is what the next start would read.</summary>
    private static IEnumerable<Finding> OfSharedIds(ImmutableArray<FoundServer> servers) => servers
        .Where(server => server.Id is not null).GroupBy(server => server.Id).Where(group => group.Count() > 1)
        .Select(group => Finding.Refusal(OtherCodes.AdoptSharedId, group.Key,
            $"{group.Count()} servers have the id {group.Key} in their files myid: "
            + string.Join(", ", group.Select(server =>
                $"{server.Process.DataFolder}/myid of process {server.Process.Identity.Pid} on {server.Host}"))
            + ". One of these files was changed after the start:",
            "write the server's own id into it again, then adopt it"));

    private static IEnumerable<string> NotesOn(
        ImmutableArray<FoundServer> servers, ImmutableArray<AdoptedServer> adopted, Version? release, bool isDynamic)
    {
        foreach (var server in servers.Where(server => server.Process.Suspended))
        {
            yield return $"{server.Name}: its process {server.Process.Identity.Pid} is stopped (by SIGSTOP or a debugger) and "
                + $"does not answer: kill -CONT {server.Process.Identity.Pid} lets it go on; else the next rollout restarts it";
        }

        foreach (var (id, host) in FoundEnsembles.NotFound(servers))
        {
            yield return $"server {id} ({host}) is a member too, and was not found on the hosts given: add its host to "
                + "--hosts; where it is down, write it into the inventory as it is";
        }

        if (servers.Select(server => server.Process.Account).Distinct().ToList() is { Count: > 1 } accounts)
        {
            yield return $"the servers run as different accounts ({string.Join(", ", accounts)}): each keeps the one that owns "
                + $"its data, and servers that are added run as {accounts[0]}";
        }

        foreach (var (line, why) in servers.SelectMany(server => server.OddLines).Distinct())
        {
            yield return $"{line}: {why}: with such groups and weights nothing can be proved, and no target changes the "
                + "ensemble";
        }

        foreach (var server in servers.Where(server =>
            release is not null && server.Process.ReleaseVersion is { } own && own != release))
        {
            yield return $"server {server.Id} on {server.Host} runs ZooKeeper {server.Process.ReleaseVersion}, most others "
                + $"{release}";
        }

        if (release is null)
        {
            yield return "no jar tells which release runs (its name has no version): write it under release.version";
        }

        foreach (var shared in servers.Where(server => server.Process.ConfigFile is not null)
            .GroupBy(server => (server.Host, Path.GetDirectoryName(server.Process.ConfigFile))).Where(group => group.Count() > 1))
        {
            yield return $"servers {string.Join(", ", shared.Select(server => server.Id))} on {shared.Key.Host} have their "
                + $"configuration files in one folder, {shared.Key.Item2}, and a rollout needs a folder for each: copy each "
                + "file into a folder of its own and start its server with that, one server after the other, the leader "
                + "last; then adopt them again";
        }

        if (servers is [{ Line: null, Id: null }])
        {
            yield return "the standalone server has no id: the inventory gives it id 1, which it gets when servers are added";
        }

        foreach (var one in adopted.Where(one => one.Found.Line is { } line && FoundServer.IsEverywhere(line.Host)))
        {
            yield return IsDynamic(one.Found)
                ? $"server {one.Id} names itself {one.Found.Line!.Host}, the inventory has {one.Host}. "
                    + WildcardAddress.Remedy(new(one.Found.Lines, null), one.Found.Line, one.Host)
                : $"server {one.Id} names itself {one.Found.Line!.Host}: the inventory has {one.Host}, which a "
                    + "rollout writes into its list of members";
        }

        foreach (var one in adopted.Where(one => one.Found.Host != one.Host
            && !one.Found.HostNames.Contains(one.Found.Host) && !LoopbackAddress.Is(one.Host)))
        {
            yield return $"server {one.Id} was reached as {one.Found.Host} and is known to the others as {one.Host}: if only "
                + $"the first has an entry in your ssh configuration, add {one.Host} to its line Host";
        }

        if (release?.HasEmptyGuard == true && servers.Any(server => server.Settings["db.autocreate"] != "false"))
        {
            yield return "the suite writes db.autocreate=false, so that a server without data never votes: a rollout "
                + "restarts each server once for it";
        }

        if (servers.Any(server => server.HasSuperuser))
        {
            yield return "the servers have a superuser; only its digest is known to them: "
                + (isDynamic ? $"set {SuperuserPassword} to the password" : "the password is not written");
        }
        else if (isDynamic)
        {
            yield return "the servers know no superuser, and the suite changes the members of a dynamic ensemble as that: "
                + $"choose a password and set {SuperuserPassword} to it; a rollout brings its digest to the servers, and "
                + "restarts each once for it";
        }
    }

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

/// <summary>A found server with what the inventory says of it.</summary>
public sealed record AdoptedServer
{
    public required FoundServer Found { get; init; }

    public required int Id { get; init; }

    /// <summary>The name by which the members know it.</summary>
    public required string Host { get; init; }

    public required int QuorumPort { get; init; }

    public required int ElectionPort { get; init; }

    /// <summary>0: off, or none in this release.</summary>
    public required int AdminPort { get; init; }

    public Role Role { get; init; }

    /// <summary>Address that the client port listens on; null: what the inventory's default means as well.</summary>
    public string? ClientAddress { get; init; }

    internal AdoptedService Service { get; init; } = new(null, null);

    private const int UsualQuorum = 2888, UsualElection = 3888, UsualAdmin = 8080;

    internal static AdoptedServer Of(FoundServer server, ImmutableArray<FoundServer> all, Version? release)
    {
        var line = server.Line;
        var host = Names(server, all).FirstOrDefault(name => !FoundServer.IsEverywhere(name)) ?? server.Address ?? server.Host;
        return new()
        {
            Found = server,
            Id = server.Id ?? 1,
            Host = host,
            QuorumPort = line?.QuorumPort ?? UsualQuorum,
            ElectionPort = line?.ElectionPort ?? UsualElection,
            AdminPort = AdminOf(server, release),
            Role = line?.Role == Role.Observer || server.Settings["peerType"] == "observer"
                ? Role.Observer : Role.Participant,
            ClientAddress = server.ClientAddress ?? (LoopbackAddress.Is(host) ? "0.0.0.0" : null),
            Service = AdoptedService.Of(server),
        };
    }

    /// <summary>How the lists name it: those of the others first, for its own may say only where to listen.</summary>
    private static IEnumerable<string> Names(FoundServer server, ImmutableArray<FoundServer> all) =>
        server.Id is not { } id ? [] : all.OrderBy(other => other == server).SelectMany(other =>
            other.Lines.TryGetValue(id, out var line) ? [line.Host] : Array.Empty<string>());

    private static int AdminOf(FoundServer server, Version? release)
    {
        string? Of(string key) => server.Settings[key] ?? server.Process.Arguments
            .Where(word => word.StartsWith($"-Dzookeeper.{key}=", StringComparison.Ordinal))
            .Select(word => word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]).LastOrDefault();
        return release is { Minor: < 5 } || "false".Equals(Of("admin.enableServer"), StringComparison.OrdinalIgnoreCase) ? 0
            : int.TryParse(Of("admin.serverPort"), CultureInfo.InvariantCulture, out var port) ? port
            : UsualAdmin;
    }
}
