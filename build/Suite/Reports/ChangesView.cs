using Ensembles.Observing;

namespace Suite.Reports;

/// <summary>Changed files: each once, however many servers get the same change, with what is different in it.</summary>
internal static class ChangesView
{
    /// <summary>Longer diffs are cut: who wants all of it compares the rendered files.</summary>
    private const int MostLines = 40;

    public static IEnumerable<string> Lines(IEnumerable<ChangedFile> changes)
    {
        var alike = changes.Select(change => (Change: change, Diff: change.Lines))
            .GroupBy(each => (Path.GetFileName(each.Change.Path), string.Join('\n', each.Diff)));
        foreach (var group in alike)
        {
            foreach (var (change, _) in group)
            {
                var isNew = change.Before is null ? " (new)" : "";
                yield return $"  server {change.Server}: {change.Path}{isNew}";
            }

            var (first, diff) = group.First();
            if (first.Before is null)
            {
                continue;
            }

            foreach (var line in diff.Take(MostLines))
            {
                yield return $"    {line}";
            }

            if (diff.Length > MostLines)
            {
                yield return $"    … {diff.Length - MostLines} more lines";
            }
        }
    }
}
