using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Observing.Found;
using ZooKeeper;

namespace Ensembles.Adopting;

/// <summary>What differs between servers that were found, and what to see to: a sentence each. Pure.</summary>
internal static class AdoptionNotes
{
    public static IEnumerable<string> Of(
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
            yield return Adoption.IsDynamic(one.Found)
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
                + (isDynamic ? $"set {Adoption.SuperuserPassword} to the password" : "the password is not written");
        }
        else if (isDynamic)
        {
            yield return "the servers know no superuser, and the suite changes the members of a dynamic ensemble as that: "
                + $"choose a password and set {Adoption.SuperuserPassword} to it; a rollout brings its digest to the servers, and "
                + "restarts each once for it";
        }
    }
}
