using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net.Sockets;

namespace Remote.Ssh;

/// <summary>A key that an agent holds.</summary>
/// <param name="Blob">The public key.</param>
internal sealed record AgentKey(byte[] Blob, string Comment)
{
    public HostKey Public { get; } = new(Blob);
}

/// <summary>
/// Asks the agent behind a Unix socket for its keys and for signatures (draft-ietf-sshm-ssh-agent, sections 4.4 and
/// 4.5). Each question has a connection of its own; calls block, for that is how signatures are asked for.
/// </summary>
internal sealed class SshAgent(string socketPath)
{
    /// <summary>Wanted hash of an RSA signature (section 4.5.1); the other keys have none to choose.</summary>
    public const uint RsaSha256 = 2, RsaSha512 = 4;

    private const byte RequestIdentities = 11, IdentitiesAnswer = 12, SignRequest = 13, SignResponse = 14;

    // OpenSSH's own limit is 256 kB.
    private const int LargestAnswer = 256 * 1024;

    // A person may have to confirm a signature, or to touch a token.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="IOException">There is no agent, or it gives no proper answer.</exception>
    public ImmutableArray<AgentKey> Keys()
    {
        var reader = new WireReader(Ask(new WireWriter().Byte(RequestIdentities), IdentitiesAnswer, "list its keys"));
        try
        {
            var keys = ImmutableArray.CreateBuilder<AgentKey>();
            for (var left = reader.UInt32(); left > 0; left--)
            {
                keys.Add(new(reader.Bytes().ToArray(), reader.Text()));
            }

            return keys.ToImmutable();
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"The SSH agent at {socketPath} gave a list of keys that makes no sense", e);
        }
    }

    /// <summary>Signs data with the private half of a key.</summary>
    /// <returns>The signature with its algorithm's name, as RFC 4253, section 6.6, has it.</returns>
    /// <exception cref="IOException">The agent refuses, or is gone.</exception>
    public byte[] Sign(byte[] keyBlob, byte[] data, uint flags)
    {
        var request = new WireWriter().Byte(SignRequest).Bytes(keyBlob).Bytes(data).UInt32(flags);
        return new WireReader(Ask(request, SignResponse, "sign")).Bytes().ToArray();
    }

    private byte[] Ask(WireWriter request, byte expected, string what)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            {
                ReceiveTimeout = (int)Patience.TotalMilliseconds,
            };
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            using var stream = new NetworkStream(socket);
            stream.Write(new WireWriter().Bytes(request.Written.Span).Written.Span);
            Span<byte> header = stackalloc byte[4];
            stream.ReadExactly(header);
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (length is 0 or > LargestAnswer)
            {
                throw new IOException($"its answer would be {length} bytes long");
            }

            var answer = new byte[length];
            stream.ReadExactly(answer);
            return answer[0] == expected
                ? answer[1..]
                : throw new IOException("it refuses (is the key still there, was it confirmed?)");
        }
        catch (Exception e) when (e is IOException or SocketException or ArgumentException)
        {
            throw new IOException($"The SSH agent at {socketPath} does not {what}: {e.Message}", e);
        }
    }
}
