using System.Buffers.Binary;
using ZooKeeper.Client;

namespace ZooKeeper.Wire;

/// <summary>Cuts a stream into frames: a length of four bytes, and so many bytes.</summary>
/// <param name="maxBytes">A longer frame is an error before anything is allocated for it.</param>
internal sealed class FrameReader(Stream stream, int maxBytes)
{
    private const int Prefix = sizeof(int);
    private const int Ordinary = 64 * 1024;
    private byte[] _buffer = new byte[Ordinary];
    private int _start;
    private int _end;

    /// <summary>The next frame without its length; valid until the next call.</summary>
    /// <exception cref="ZooKeeperProtocolException">Its length is negative or too large.</exception>
    /// <exception cref="EndOfStreamException">The other side closed the stream.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            _buffer = _buffer.Length > Ordinary ? new byte[Ordinary] : _buffer;
        }

        await FillAsync(Prefix, cancellationToken);
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
        if (length < 0 || length > maxBytes)
        {
            throw new ZooKeeperProtocolException(
                $"a frame of {length} bytes where at most {maxBytes} are taken: is this a ZooKeeper client port?");
        }

        await FillAsync(Prefix + length, cancellationToken);
        var frame = _buffer.AsMemory(_start + Prefix, length);
        _start += Prefix + length;
        return frame;
    }

    private async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (_start > 0 && _start + count > _buffer.Length)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }
            else if (_end == _buffer.Length)
            {
                // Grows with what has arrived, not with what the length promises.
                Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, Math.Max(count, 2L * Ordinary)));
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read > 0 ? read : throw new EndOfStreamException("the server closed the connection");
        }
    }
}
