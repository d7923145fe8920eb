using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ZooKeeper.Client.Sasl;

/// <summary>DIGEST-MD5 (RFC 2831) without a security layer, as Java's client does it for ZooKeeper.</summary>
/// <param name="digestUri">Service and server; ZooKeeper's servers are all called <c>zookeeper/zk-sasl-md5</c>.</param>
/// <param name="clientNonce">Unguessable, and new for each login; null: drawn.</param>
[SuppressMessage("Security", "CA5351", Justification = "MD5 is the mechanism's.")]
internal sealed class DigestMd5(
    string user, string password, string digestUri = "zookeeper/zk-sasl-md5", string? clientNonce = null) : ISaslMechanism
{
    private const string FirstUse = "00000001";
    private readonly string clientNonce = clientNonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
    private string? expected;

    public byte[] Begin() => [];

    public byte[]? Answer(ReadOnlySpan<byte> token)
    {
        var text = Encoding.UTF8.GetString(token);
        if (expected is null)
        {
            return Encoding.UTF8.GetBytes(Response(DigestChallenge.Parse(text)));
        }

        return SaslDirectives.Parse(text).GetValueOrDefault("rspauth") == expected ? null
            : throw new SaslException("the server does not know the password itself: it is an impostor, or another user's");
    }

    public void Dispose()
    {
    }

    private string Response(DigestChallenge challenge)
    {
        // A1 and A2 of RFC 2831, section 2.1.2.1; the server's proof lacks the word AUTHENTICATE (2.1.3).
        var secret = MD5.HashData([.. Latin(user), (byte)':', .. Latin(challenge.Realm), (byte)':', .. Latin(password)]);
        var first = Hex(MD5.HashData([.. secret, .. Encoding.UTF8.GetBytes($":{challenge.Nonce}:{clientNonce}")]));
        string Proof(string method) => Hash(
            $"{first}:{challenge.Nonce}:{FirstUse}:{clientNonce}:auth:{Hash($"{method}:{digestUri}")}");

        expected = Proof("");
        return (challenge.IsUtf8 ? "charset=utf-8," : "") +
            $"username={Quoted(user)},realm={Quoted(challenge.Realm)},nonce={Quoted(challenge.Nonce)},nc={FirstUse}," +
            $"cnonce={Quoted(clientNonce)},digest-uri={Quoted(digestUri)},maxbuf=65536,response={Proof("AUTHENTICATE")}," +
            "qop=auth";
    }

    private static string Hash(string text) => Hex(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    // RFC 2831, 2.1.2.1: what ISO 8859-1 can say is hashed in it, even where the message is UTF-8.
    private static byte[] Latin(string text) =>
        text.All(letter => letter <= 0xFF) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
