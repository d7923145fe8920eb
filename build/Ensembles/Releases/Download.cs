using System.Net;
using System.Net.Http.Headers;
using Remote;

namespace Ensembles.Releases;

/// <summary>Downloads archives into a cache, under their checksum; a part that was left is continued.</summary>
internal sealed class Download(string cacheFolder, IProgress<Transfer>? transfers = null)
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    public static bool IsUrl(string archive) =>
        archive.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ||
        archive.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the file behind an address is kept.</summary>
    public static string PathOf(string cacheFolder, Uri address, string sha512) => Path.Combine(
        cacheFolder, "downloads", sha512.ToLowerInvariant()[..16], Path.GetFileName(address.LocalPath));

    /// <summary>The path of the file behind an address, downloaded unless it is here already.</summary>
    /// <param name="sha512">Required: 128 hexadecimal digits; nothing unverified enters the cache.</param>
    public async Task<string> GetAsync(
        Uri address, string? sha512, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (sha512 is not { Length: 128 } || !sha512.All(char.IsAsciiHexDigit))
        {
            throw new ReleaseException(
                $"{address} is downloaded only with its SHA-512 (128 hexadecimal digits) in release.sha512: " +
                "the .sha512 file beside the archive has it.")
                { IsWrongInput = true };
        }

        var sum = sha512.ToLowerInvariant();
        var target = PathOf(cacheFolder, address, sum);
        if (File.Exists(target))
        {
            return target;
        }

        using var held = await CacheLock.TakeAsync(target + ".lock", progress, cancellation);
        if (!File.Exists(target))
        {
            var part = target + ".part";
            try
            {
                await FetchAsync(address, part, cancellation);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
            {
                throw new ReleaseException(
                    $"The download of {address} failed ({e.Message}): try again (what is here already is kept), " +
                    "or set release.archive to the path of a local copy.", e);
            }

            var got = await Checksum.OfFileAsync(part, cancellation);
            if (got != sum)
            {
                File.Delete(part);
                throw new ReleaseException(
                    $"{address} has the SHA-512 {got}, but the inventory's release.sha512 says {sum}: " +
                    "the download was discarded.")
                    { IsWrongInput = true };
            }

            File.Move(part, target);
        }

        return target;
    }

    private async Task FetchAsync(
        Uri address, string part, CancellationToken cancellation)
    {
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = have > 0 ? new RangeHeaderValue(have, null) : null;
        using var reply = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
            .WaitAsync(Silence, cancellation);
        if (have > 0 && reply.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return; // Nothing is missing after what is here; the checksum decides whether that is the file.
        }

        reply.EnsureSuccessStatusCode();
        var continued = reply.StatusCode == HttpStatusCode.PartialContent &&
                        reply.Content.Headers.ContentRange?.From == have;
        await using var file = new FileStream(part, continued ? FileMode.Append : FileMode.Create, FileAccess.Write);
        var size = reply.Content.Headers.ContentLength is { } length ? file.Length + length : (long?)null;
        await using var body = await reply.Content.ReadAsStreamAsync(cancellation);
        await CopyAsync(body, file, size, Path.GetFileName(part)[..^".part".Length], cancellation);
    }

    private async Task CopyAsync(
        Stream body, FileStream file, long? size, string name, CancellationToken cancellation)
    {
        var buffer = new byte[128 * 1024];
        transfers?.Report(new(name, null, file.Length, size));
        while (true)
        {
            var count = await body.ReadAsync(buffer, cancellation).AsTask().WaitAsync(Silence, cancellation);
            if (count == 0)
            {
                break;
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            transfers?.Report(new(name, null, file.Length, size));
        }

        transfers?.Report(new(name, null, file.Length, size ?? file.Length));
        if (size is { } whole && file.Length < whole)
        {
            throw new IOException($"the connection ended after {file.Length} of {whole} bytes");
        }
    }
}
