using System.Collections.Immutable;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Ensembles.Membership;

namespace Ensembles.Observing;

/// <summary>A file of a server that is otherwise than before. Secrets are masked.</summary>
/// <param name="Server">The server's id.</param>
/// <param name="Path">On its host.</param>
/// <param name="Before">Null: it was not there.</param>
/// <param name="After">Null: it is gone.</param>
public sealed record ChangedFile(int Server, string Path, string? Before, string? After)
{
    /// <summary>Lines shown around each changed one.</summary>
    private const int Context = 2;

    /// <summary>
    /// The difference line by line: <c>-</c> taken away, <c>+</c> added, a blank before lines that stayed;
    /// <c>…</c> for lines left out.
    /// </summary>
    public ImmutableArray<string> Lines
    {
        get
        {
            var all = InlineDiffBuilder.Diff(Ended(Before), Ended(After)).Lines;
            var changed = all.Select((line, index) => (line, index))
                .Where(item => item.line.Type != ChangeType.Unchanged).Select(item => item.index).ToList();
            var lines = ImmutableArray.CreateBuilder<string>();
            foreach (var (line, index) in all.Select((line, index) => (line, index)))
            {
                if (line.Text.Length == 0 && (Before is null || After is null))
                {
                    continue; // What no file is compared as.
                }

                if (changed.Exists(at => Math.Abs(at - index) <= Context))
                {
                    lines.Add(Sign(line.Type) + line.Text);
                }
                else if (lines.Count == 0 || lines[^1] != "…")
                {
                    lines.Add("…");
                }
            }

            return lines.ToImmutable();
        }
    }

    /// <summary>A file that is to replace what stands on a host.</summary>
    /// <param name="before">Null: nothing stands there.</param>
    public static ChangedFile Of(int server, string path, string? before, string after) =>
        new(server, path, before is null ? null : ShownFile.Text(path, before), ShownFile.Text(path, after, before));

    /// <summary>
    /// What changed between two looks at an ensemble: files, and the members that ZooKeeper itself keeps.
    /// </summary>
    public static ImmutableArray<ChangedFile> Between(Observation before, Observation after) =>
        [.. after.Servers.SelectMany(
            now => Of(before.Servers.FirstOrDefault(old => old.Server.Id == now.Server.Id), now))];

    private static IEnumerable<ChangedFile> Of(ServerObservation? before, ServerObservation after)
    {
        var (old, now) = (Texts(before), Texts(after));
        return old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path))
            .Select(path => new ChangedFile(
                after.Server.Id, path,
                old.TryGetValue(path, out var former) ? ShownFile.Text(path, former) : null,
                now.TryGetValue(path, out var text) ? ShownFile.Text(path, text, former) : null))
            .Where(change => change.Before != change.After)
            .Concat(Sealed(before, after));
    }

    private static IEnumerable<ChangedFile> Sealed(ServerObservation? before, ServerObservation after)
    {
        var (old, now) = (before?.Facts.Digests ?? after.Facts.Digests.Clear(), after.Facts.Digests);
        return from path in old.Keys.Union(now.Keys)
               let former = old.GetValueOrDefault(path)
               let digest = now.GetValueOrDefault(path)
               where former != digest
               select new ChangedFile(
                   after.Server.Id, path, former is null ? null : ShownFile.Digest(former),
                   digest is null ? null : ShownFile.Digest(digest));
    }

    private static ImmutableSortedDictionary<string, string> Texts(ServerObservation? server) => server switch
    {
        null => ImmutableSortedDictionary<string, string>.Empty,
        { InForce: RunningConfig.Dynamic { Members: var members } } => server.Files.SetItem(
            $"{server.Server.ZooCfgPath()}.dynamic", members.ToString()),
        _ => server.Files,
    };

    private static string Ended(string? text) => text?.TrimEnd('\n') ?? "";

    private static char Sign(ChangeType type) => type switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };
}
