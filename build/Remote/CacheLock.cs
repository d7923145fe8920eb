namespace Remote;

/// <summary>One process at a time makes a thing in the cache; the others wait for it and then find it made.</summary>
public static class CacheLock
{
    public static async Task<IDisposable> TakeAsync(
        string path, IProgress<string>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var told = false; ; told = true)
        {
            if (FileLock.TryTake(path, $"process {Environment.ProcessId}") is { } held)
            {
                return held;
            }

            if (!told)
            {
                progress?.Report($"Waiting for another process ({FileLock.Holder(path)}) to finish {path[..^5]}");
            }

            await Task.Delay(100, cancellation);
        }
    }
}
