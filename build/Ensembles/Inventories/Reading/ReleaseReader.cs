using Ensembles.Findings;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>release</c>.</summary>
internal static class ReleaseReader
{
    private static readonly Version Oldest = new(3, 4, 0);

    /// <summary>What Debian bullseye, bookworm, trixie and sid carry.</summary>
    private static readonly string[] InDebian = ["3.4.13", "3.8.0", "3.9.3", "3.9.6"];

    public static ReleaseSpec? Read(FoundMap root, ReadContext context)
    {
        if (root.Map("release") is not { } map || map.Text("version") is not { } version)
        {
            return null;
        }

        var release = Version.Parse(version.Value);
        if (release < Oldest || release.Major > 3)
        {
            context.Faults.Error(InventoryCodes.UnsupportedRelease,
                version, $"{version.Shown} is not supported", "use 3.4.0 to 3.9");
            return null;
        }

        if (!map.Has("archive"))
        {
            ReadFetch(map, null, context);
            CheckDebian(map, version, release, context with { Faults = NeedsRelease(root) ? context.Faults : new("") });
            return new ReleaseSpec { Version = release };
        }

        string? archive = map.Text("archive") is { } text ? ReadArchive(text, release, map, context) : null;
        return new ReleaseSpec
        {
            Version = release,
            Archive = archive,
            Sha512 = map.Text("sha512")?.Value.ToLowerInvariant(),
            FetchedByHosts = ReadFetch(map, archive, context),
        };
    }

    /// <summary>
    /// Some server has no release of its own on its host: those that run already in their own way need none from here.
    /// </summary>
    internal static bool NeedsRelease(FoundMap root) =>
        root.List("servers") is not { } servers || servers.Items.OfType<FoundMap>().Any(server =>
            server.Map("release") is null && server.Map("service")?.Has("move") != false
            && (root.Map("service") is null || server.Has("service")));

    private static bool ReadFetch(FoundMap map, string? archive, ReadContext context)
    {
        if (map.Text("fetch") is not { Value: "hosts" } fetch)
        {
            return false;
        }

        if (archive is null || !archive.Contains("://", StringComparison.Ordinal))
        {
            context.Faults.Error(
                InventoryCodes.FetchWithoutUrl,
                fetch, "has no URL that hosts could fetch", "write one as release.archive, or remove it");
        }

        return true;
    }

    private static void CheckDebian(FoundMap map, FoundText version, Version release, ReadContext context)
    {
        if (map.Text("sha512") is { } sum)
        {
            context.Faults.Error(
                InventoryCodes.ChecksumWithoutArchive,
                sum, "has no archive that it could be the sum of", "write release.archive, or remove it");
        }

        if (!context.Local)
        {
            context.Faults.Error(InventoryCodes.ArchiveMissing, map.Key + ".archive", map.At, "is missing",
                "write the path or URL of apache-zookeeper-{version}-bin.tar.gz");
        }
        else if (!InDebian.Contains(release.ToString()))
        {
            context.Faults.Error(InventoryCodes.NotInDebian, version, $"{version.Shown} is not among Debian's packages",
                $"use {string.Join(", ", InDebian)}, or write release.archive");
        }
    }

    private static string? ReadArchive(FoundText text, Version release, FoundMap map, ReadContext context)
    {
        string archive = text.Value.Replace("{version}", release.ToString(), StringComparison.Ordinal);
        if (!archive.Contains("://", StringComparison.Ordinal))
        {
            return context.OnThisMachine(archive);
        }

        if (!Uri.TryCreate(archive, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            context.Faults.Error(InventoryCodes.InvalidUrl,
                text, "is not a URL that can be fetched", "use https://… or a path");
            return null;
        }

        if (!map.Has("sha512"))
        {
            context.Faults.Error(InventoryCodes.ChecksumMissing,
                "release.sha512", map.At, "is missing; what comes over a network is checked",
                "write the 128 digits of the archive's .sha512 file");
        }

        return archive;
    }
}
