namespace Debian;

/// <summary>A folder in the cache for things under way, removed at the end, like what killed runs left.</summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public WorkFolder(string cacheFolder)
    {
        var all = Directory.CreateDirectory(System.IO.Path.Combine(cacheFolder, "work"));
        foreach (var old in all.EnumerateDirectories().Where(old => old.LastWriteTimeUtc < DateTime.UtcNow - Abandoned))
        {
            old.Delete(recursive: true);
        }

        Path = all.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
