using System.Buffers.Binary;
using ZooKeeper.Client;

namespace ZooKeeper.Wire;

/// <summary>Cuts a stream into frames: a length of four bytes, and so many bytes.</summary>
/// <param name="maxBytes">A longer frame is an error before anything is allocated for it.</param>
internal sealed class FrameReader(Stream stream, int maxBytes)
{
    private const int Prefix = sizeof(int);
    private const int Ordinary = 64 * 1024;
    private byte[] buffer = new byte[Ordinary];
    private int start;
    private int end;

    /// <summary>The next frame without its length; valid until the next call.</summary>
    /// <exception cref="ZooKeeperProtocolException">Its length is negative or too large.</exception>
    /// <exception cref="EndOfStreamException">The other side closed the stream.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (start == end)
        {
            (start, end) = (0, 0);
            buffer = buffer.Length > Ordinary ? new byte[Ordinary] : buffer;
        }

        await FillAsync(Prefix, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(start));
        if (length < 0 || length > maxBytes)
        {
            throw TlsRecord.IsAt(buffer.AsSpan(start)) ? TlsRecord.Fault() : new ZooKeeperProtocolException(
                $"a frame of {length} bytes where at most {maxBytes} are taken: is this a ZooKeeper client port?");
        }

        await FillAsync(Prefix + length, cancellationToken);
        var frame = buffer.AsMemory(start + Prefix, length);
        start += Prefix + length;
        return frame;
    }

    private async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        while (end - start < count)
        {
            if (start > 0 && start + count > buffer.Length)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            else if (end == buffer.Length)
            {
                // Grows with what has arrived, not with what the length promises.
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Math.Max(count, 2L * Ordinary)));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            end += read > 0 ? read : throw new EndOfStreamException("the server closed the connection");
        }
    }
}
