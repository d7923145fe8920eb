using System.Globalization;
using System.IO.Compression;
using Remote;

namespace Ensembles.Backups;

/// <summary>Brings a file of any size from a host, in compressed pieces, each a round trip.</summary>
internal static class HostReading
{
    /// <summary>On this side each takes several times its length: as text, unpacked, and while it arrives.</summary>
    private const long Piece = 4 << 20;

    /// <summary>base64 is no POSIX utility, but of coreutils and of busybox.</summary>
    private const string Cut = """
        set -e
        tail -c +"$2" "$1" | head -c "$3" | gzip -1 | base64
        """;

    /// <param name="bytes">Its length; what is added to it meanwhile is left out.</param>
    public static async Task CopyAsync(
        IHost host, string path, long bytes, Stream to, CancellationToken cancellation)
    {
        for (long at = 0; at < bytes; at += Piece)
        {
            var length = Math.Min(Piece, bytes - at);
            var script = Script.Of(Cut, path, Text(at + 1), Text(length)) with { Deadline = TimeSpan.FromMinutes(2) };
            var result = (await host.RunAsync(script, cancellation)).OrThrow($"read {path}");
            await using var packed = new MemoryStream(Convert.FromBase64String(result.Output));
            await using var piece = new GZipStream(packed, CompressionMode.Decompress);
            var before = to.Position;
            await piece.CopyToAsync(to, cancellation);
            if (to.Position - before != length)
            {
                throw new HostException($"{host.Name}: {path} got shorter while it was read");
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
