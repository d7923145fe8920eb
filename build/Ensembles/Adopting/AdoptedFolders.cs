using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Observing.Found;

namespace Ensembles.Adopting;

/// <summary>
/// Folders that all servers have in common, <c>{id}</c> for the id in them: they are those of further servers too.
/// What is not in common, or lies in a release, stands at each server; so does the name of a configuration file, for
/// further servers run by the suite's own scripts.
/// </summary>
internal sealed record AdoptedFolders(ImmutableSortedDictionary<string, string> Common)
{
    /// <summary>In the order in which the inventory names them.</summary>
    public static readonly ImmutableArray<string> Names = ["config", "configFile", "data", "dataLog", "log"];

    private const string UsualConfigFile = "zoo.cfg";

    /// <param name="isLocal">All servers share one machine: a folder without an id is no other server's.</param>
    public static AdoptedFolders Of(ImmutableArray<FoundServer> servers, bool isLocal)
    {
        var common = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            var folders = servers.Select(server => Template(server, name)).Distinct().ToList();
            var plain = servers.Select(server => Of(server, name)).Distinct().ToList();
            var hasHosts = servers.Select(server => server.Host).Distinct().Count() == servers.Length && !isLocal;
            var found = plain.Count == 1 && hasHosts ? plain[0]
                : folders.Count == 1 && servers.Length > 1 && folders[0]?.Contains("{id}", StringComparison.Ordinal) == true
                    ? folders[0]
                : null;
            if (found is not null && name != "configFile" && !servers.Any(server => IsInRelease(server, Of(server, name))))
            {
                common[name] = found;
            }
        }

        return new(common.ToImmutable());
    }

    /// <summary>What stands at the server itself, in the order of <see cref="Names"/>.</summary>
    public IEnumerable<(string Name, string Value)> At(FoundServer server) =>
        Names.Select(name => (Name: name, Value: Of(server, name)))
            .Where(one => one.Value is not null
                && (!Common.TryGetValue(one.Name, out var common) || Filled(common, server) != one.Value)
                && !(one.Name == "configFile" && one.Value == UsualConfigFile && !Common.ContainsKey("configFile")))
            .Select(one => (one.Name, one.Value!));

    private static string? Of(FoundServer server, string name) => name switch
    {
        "config" => Folder(server.Process.ConfigFile),
        "configFile" => server.Process.ConfigFile is { } file ? file[(file.LastIndexOf('/') + 1)..] : null,
        "data" => server.Process.DataFolder,
        "dataLog" => server.Process.DataLogFolder == server.Process.DataFolder ? null : server.Process.DataLogFolder,
        _ => server.Process.LogFolder,
    };

    private static string? Folder(string? file) =>
        file?.LastIndexOf('/') is > 0 and var end ? file[..end] : null;

    private static bool IsInRelease(FoundServer server, string? folder) =>
        server.Process.ReleaseFolder is { } release && folder is not null
        && (folder == release || folder.StartsWith(release + "/", StringComparison.Ordinal));

    /// <summary>With <c>{id}</c> for a part of the path that is the id, or ends with it.</summary>
    private static string? Template(FoundServer server, string name)
    {
        if (Of(server, name) is not { } folder || server.Id is not { } number)
        {
            return Of(server, name);
        }

        var id = number.ToString(CultureInfo.InvariantCulture);
        return string.Join('/', folder.Split('/').Select(part =>
            part == id ? "{id}"
            : part.EndsWith(id, StringComparison.Ordinal) && !char.IsAsciiDigit(part[^(id.Length + 1)])
                && part[^(id.Length + 1)] != '.'
                ? part[..^id.Length] + "{id}"
            : part));
    }

    private static string Filled(string template, FoundServer server) => template.Replace(
        "{id}", server.Id?.ToString(CultureInfo.InvariantCulture) ?? "1", StringComparison.Ordinal);
}
