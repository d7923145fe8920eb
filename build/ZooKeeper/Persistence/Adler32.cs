namespace ZooKeeper.Persistence;

/// <summary>The checksum of ZooKeeper's files (RFC 1950, section 8.2; java.util.zip.Adler32).</summary>
internal struct Adler32
{
    private const uint Modulus = 65521;

    /// <summary>Bytes that can be added up before the sums must be reduced (zlib: NMAX).</summary>
    private const int Run = 5552;

    private uint high;
    private uint low;

    public Adler32() => low = 1;

    public readonly long Value => (high << 16) | low;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var run = bytes[..Math.Min(Run, bytes.Length)];
            foreach (var one in run)
            {
                low += one;
                high += low;
            }

            low %= Modulus;
            high %= Modulus;
            bytes = bytes[run.Length..];
        }
    }
}
