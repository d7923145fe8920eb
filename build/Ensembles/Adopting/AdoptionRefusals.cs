using System.Collections.Immutable;
using Ensembles.Findings;
using Ensembles.Observing.Found;

namespace Ensembles.Adopting;

/// <summary>Why the suite cannot manage servers that were found, and what to do. Pure.</summary>
internal static class AdoptionRefusals
{
    public static IEnumerable<Finding> Of(ImmutableArray<FoundServer> servers) =>
        [.. servers.SelectMany(Unusable), .. OfSharedIds(servers)];

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
}
