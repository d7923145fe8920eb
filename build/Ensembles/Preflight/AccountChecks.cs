using Ensembles.Findings;
using Ensembles.Inventories;
using static Ensembles.Preflight.PreflightScope;

namespace Ensembles.Preflight;

/// <summary>Who works on a host and whose its folders are.</summary>
internal static class AccountChecks
{
    public static IEnumerable<Finding> Of(HostProbe probe, PreflightScope scope)
    {
        var user = scope.Inventory.User;
        if (probe.UserExists == false)
        {
            yield return Error(HostCodes.AccountMissing,
                probe, null, $"there is no account {user}, which the servers shall run as",
                $"make it (useradd --system {user}), or write another one under user");
        }

        var isUnit = probe.Servers.Any(server => server.Service is ServiceSpec.Systemd or ServiceSpec.Unit);
        if (!probe.IsRoot && (isUnit || (user is not null && user != probe.Account)))
        {
            yield return Error(HostCodes.PrivilegeMissing, probe, null,
                isUnit
                    ? $"{probe.Account} may not control systemd units"
                    : $"{probe.Account} may not start servers as {user}",
                scope.Inventory.Connection.Kind == ConnectionKind.Local
                    ? $"run this as root, or as {user}"
                    : "write connection.become: sudo, and allow it without a password");
        }

        foreach (var fault in probe.Folders.SelectMany(folder => Folder(probe, scope.Inventory, folder)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<Finding> Folder(HostProbe probe, Inventory inventory, ProbedFolder folder)
    {
        var server = inventory.Servers.FirstOrDefault(server => server.Id == folder.Server);
        var path = $"paths.{folder.Kind} ({PathOf(inventory, server, folder.Kind)})";
        if (!folder.Writable)
        {
            yield return Error(HostCodes.FolderNotWritable, probe, server,
                folder.Present
                    ? $"{path} is not a folder that {probe.Account} can write to"
                    : $"{path} does not exist, and {probe.Account} cannot make it",
                $"let {probe.Account} write there, or write another folder; see also whether the disk is read-only");
        }
        else if (!folder.Open && probe.UserExists != false)
        {
            yield return Error(HostCodes.FolderNotTraversable,
                probe, server, $"{path} lies in a folder that {inventory.User} cannot enter",
                "open it (chmod a+x), or write another folder");
        }
        else if (folder is { Kind: "config", Present: true, Served: false }
            && inventory.Membership == MembershipKind.Dynamic && probe.UserExists != false)
        {
            yield return Error(HostCodes.ConfigNotWritable, probe, server,
                $"{path} cannot be written by {inventory.User ?? probe.Account}: " +
                "ZooKeeper keeps the members there, and after a full stop would come back with an old list",
                "let it write there (chown, chmod u+w), or write another folder");
        }

        else if (folder is { Kind: "data" or "dataLog" or "log", Present: true, Served: false }
            && probe.UserExists != false && inventory.User is { } user)
        {
            yield return Error(HostCodes.DataNotWritable,
                probe, server, $"{path} cannot be written by {user}, as whom the server runs",
                $"see whose it is; give it over (chown {user}: FOLDER), or write another folder: " +
                "what was not made by the suite keeps its owner");
        }

        var ours = new[] { "root", probe.Account, inventory.User ?? probe.Account };
        // The account of a service of theirs is theirs to choose.
        if (server is { Service.IsOurs: false })
        {
            if (!folder.Present && probe.IsRoot && inventory.User is null && server.Service is not ServiceSpec.Script)
            {
                yield return Error(HostCodes.ServiceAccountUnknown, probe, server,
                    $"{path} does not exist, and as whom service {server.Service.Yaml} runs is not known here",
                    "make it, owned by the account that the service runs as, or write that account under user");
            }

            yield break;
        }

        if (server is not null && folder.Present && !ours.Contains(folder.Owner))
        {
            yield return Error(HostCodes.ForeignOwner, probe, server,
                $"{path} belongs to {folder.Owner}, not to {inventory.User ?? probe.Account}",
                $"write the account under user ({folder.Owner}), or another folder; if the folder is the server's " +
                $"alone, give it and its files to {inventory.User ?? probe.Account}");
        }
    }

    private static string PathOf(Inventory inventory, Server? server, string kind) => kind switch
    {
        "config" => server!.Paths.Config,
        "data" => server!.Paths.Data,
        "dataLog" => server!.Paths.DataLog,
        "log" => server!.Paths.Log,
        _ => inventory.InstallPath,
    };
}
