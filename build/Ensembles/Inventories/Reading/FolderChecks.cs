using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>
/// Folders that lie in each other, or where others work. What would endanger data, or other programs' files, is an
/// error; what works but surprises later is a warning.
/// </summary>
internal sealed class FolderChecks(
    IReadOnlyList<FoundServer> servers, FoundMap root, string? install, ReadContext context)
{
    /// <summary>Folders that every program of a machine shares.</summary>
    private static readonly HashSet<string> OfTheSystem =
    [
        "/var/log", "/var/lib", "/var/run", "/var/spool", "/var/cache", "/var/mail", "/var/tmp", "/var/opt", "/var/www",
        "/var/lock", "/var/backups", "/var/db", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib64", "/usr/share",
        "/usr/local", "/usr/local/bin", "/usr/local/sbin", "/usr/local/lib", "/usr/local/share", "/usr/local/etc",
        "/usr/libexec", "/usr/include", "/usr/src", "/etc/systemd", "/etc/systemd/system", "/etc/init.d",
        "/etc/default", "/etc/profile.d", "/etc/cron.d", "/etc/ssl", "/etc/ssh", "/etc/security", "/etc/pam.d",
        "/lib/systemd", "/lib/systemd/system", "/usr/lib/systemd", "/usr/lib/systemd/system", "/dev/shm", "/run/lock",
    ];

    /// <summary>Trees in which nothing of a server's may lie.</summary>
    private static readonly string[] Kernels = ["/proc", "/sys", "/dev", "/boot"];

    /// <summary>What a server or the suite itself keeps in a folder, and moves or clears by its name.</summary>
    private static readonly (string Kind, string[] Names)[] Inner =
    [
        ("data", ["version-2", "backups"]), ("dataLog", ["version-2"]), ("config", ["started"]),
    ];

    public void Run()
    {
        foreach (var server in servers.Where(server => server.Paths is not null))
        {
            Folder[] folders =
            [
                new("config", server.Paths!.Config), new("data", server.Paths.Data),
                new("dataLog", server.Paths.DataLog), new("log", server.Paths.Log),
            ];
            Folder[] different = [.. folders.Where(folder => folder.Kind != "dataLog" || folder.Path != server.Paths.Data)];
            foreach (var folder in different)
            {
                CheckPlace(server, folder);
                CheckInner(server, folder, folders);
                CheckInstall(server, folder);
            }

            CheckSame(server, different);
        }
    }

    private void CheckPlace(FoundServer server, Folder folder)
    {
        var parts = folder.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool isHome = parts is ["home" or "Users", _] or ["export", "home", _]
            || folder.Path == Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (isHome && folder.Kind is "data" or "dataLog")
        {
            Warn(InventoryCodes.HomeFolder,
                server, folder, $"{folder.Path} is the home of an account, which may keep other files there",
                $"use a folder of the server's own, such as {folder.Path}/zookeeper");
        }
        else if (isHome || OfTheSystem.Contains(folder.Path))
        {
            Error(InventoryCodes.SystemFolder, server, folder,
                $"{folder.Path} is {(isHome ? "the home of an account" : "shared by many programs")}",
                $"write a folder of the server's own, such as {folder.Path}/zookeeper");
        }
        else if (Kernels.FirstOrDefault(tree => PathReader.IsInside(folder.Path, tree)) is { } tree)
        {
            Error(InventoryCodes.KernelFolder, server, folder, $"{folder.Path} lies in {tree}, where no files are kept",
                "write a folder on a disk, such as /var/lib/zookeeper");
        }
    }

    private void CheckInner(FoundServer server, Folder folder, IEnumerable<Folder> others)
    {
        foreach (var (kind, names) in Inner)
        {
            string outer = others.First(other => other.Kind == kind).Path;
            if (names.FirstOrDefault(name => PathReader.IsInside(folder.Path, $"{outer}/{name}")) is { } inner)
            {
                Error(InventoryCodes.NestedFolder,
                    server, folder, $"{folder.Path} lies in {outer}/{inner}, which belongs to paths.{kind} alone",
                    "write a folder beside it");
                return;
            }
        }
    }

    private void CheckInstall(FoundServer server, Folder folder)
    {
        if (install is null || server.ReleaseFolder is not null)
        {
            return; // Nothing is installed for it, whatever lies in its release.
        }

        string[] links = ["current", $"current-{context.Ensemble}"];
        if (links.FirstOrDefault(link => PathReader.IsInside(folder.Path, $"{install}/{link}")) is { } link)
        {
            Error(InventoryCodes.FolderUnderReleaseLink, server, folder,
                $"{folder.Path} lies under {install}/{link}, which points to another folder after an upgrade",
                "write a folder outside of the release");
        }
        else if (PathReader.IsInside(folder.Path, install)
            && folder.Path[install.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries) is [var first, ..]
            && first.Contains("zookeeper-", StringComparison.Ordinal))
        {
            Warn(InventoryCodes.FolderInRelease,
                server, folder, $"{folder.Path} lies in a release's folder and is deleted with that release",
                "use a folder outside of paths.install");
        }
        else if (PathReader.IsInside(install, folder.Path))
        {
            Warn(InventoryCodes.FolderHoldsReleases,
                server, folder, $"{folder.Path} holds paths.install, in which releases are unpacked",
                "use folders that do not lie in each other");
        }
    }

    private void CheckSame(FoundServer server, Folder[] folders)
    {
        foreach (var pair in folders.SelectMany((folder, i) => folders.Take(i).Select(other => (folder, other)))
            .Where(pair => pair.folder.Path == pair.other.Path))
        {
            Warn(InventoryCodes.MixedFolder, server, pair.folder,
                $"{pair.folder.Path} is paths.{pair.other.Kind} too: files of different use lie among each other",
                "use a folder for each");
        }
    }

    private void Error(FindingCode code, FoundServer server, Folder folder, string what, string remedy)
    {
        var (key, at) = Place(server, folder.Kind);
        context.Faults.Error(code, key, at, what, remedy);
    }

    private void Warn(FindingCode code, FoundServer server, Folder folder, string what, string remedy)
    {
        var (key, at) = Place(server, folder.Kind);
        context.Faults.Warning(code, key, at, what, remedy);
    }

    /// <summary>Where the folder is written: at the server, or for all of them.</summary>
    private (string Key, Yaml.Position At) Place(FoundServer server, string kind)
    {
        if (server.Map.Map("paths")?.Text(kind) is { } own)
        {
            return ($"{server.Map.Key}.paths.{kind}", own.At);
        }

        return ($"{server.Map.Key}.paths.{kind}", root.Map("paths")?.Text(kind)?.At ?? server.Map.At);
    }

    private sealed record Folder(string Kind, string Path);
}
