using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Observing;

/// <summary>
/// What a plan rests on, by what was observed: facts in words, by what they are about. What changes by itself all the
/// time, such as the newest transaction, is left out; secrets are, too.
/// </summary>
public static class Basis
{
    /// <returns>Such as "the role of server 2": "follower". Files are told by their digest.</returns>
    public static ImmutableSortedDictionary<string, string> Of(Observation seen) => seen.Servers.Concat(seen.Leavers)
        .DistinctBy(server => (server.Server.Id, server.Server.Host)).SelectMany(Of)
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Of(ServerObservation server)
    {
        var (name, state) = ($"server {server.Server.Id} ({server.Server.Host})", server.State);
        yield return new($"the process of {name}", server.Facts.Process is { Identity: var process }
            ? string.Create(CultureInfo.InvariantCulture, $"{process.Pid} ({process.StartTicks})") : "none");
        yield return new($"the role of {name}", $"{state.Mode?.ToString() ?? "none"}".ToLowerInvariant());
        yield return new($"the release of {name}", state.Version?.ToString() ?? "not told");
        yield return new($"the members that {name} runs with", Members(server.InForce));
        yield return new($"the data of {name}", state.HasData ? "there" : "none");
        foreach (var (path, text) in server.Files)
        {
            yield return new($"the file {path} of {name}", Digest(ShownFile.Text(path, text)));
        }

        foreach (var (path, digest) in server.Facts.Digests)
        {
            yield return new($"the file {path} of {name}", $"SHA-256 {digest}");
        }
    }

    private static string Members(RunningConfig config) => config switch
    {
        RunningConfig.Static list => Lines(list.Members),
        RunningConfig.Dynamic list => string.Create(
            CultureInfo.InvariantCulture, $"{Lines(list.Members)}, version {list.Members.Version:x}"),
        RunningConfig.Alone => "itself",
        _ => "none",
    };

    private static string Lines(EnsembleConfiguration members) => string.Join(", ", members.Servers.Values);

    private static string Digest(string text) =>
        "SHA-256 " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
