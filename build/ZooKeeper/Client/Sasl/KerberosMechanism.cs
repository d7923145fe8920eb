using System.Buffers;
using System.Net;
using System.Net.Security;

namespace ZooKeeper.Client.Sasl;

/// <summary>GSSAPI (RFC 4752) with Kerberos, without a security layer.</summary>
internal sealed class KerberosMechanism : ISaslMechanism
{
    private const byte NoLayer = 1;
    private readonly string target;
    private readonly NegotiateAuthentication context;
    private bool established;
    private bool chosen;

    /// <exception cref="SaslException">Its keytab or its principal cannot be used.</exception>
    public KerberosMechanism(SaslLogin.Kerberos login, HostPort server)
    {
        if (login.Keytab is { } keytab)
        {
            KerberosKeytab.Use(keytab, login.Principal);
        }
        else if (login.Principal is not null)
        {
            throw new SaslException(
                $"the principal {login.Principal} can be chosen by a keytab only: name one, or no principal, and kinit");
        }

        target = $"{login.ServiceName}/{server.Host}";
        context = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions
        {
            Package = "Kerberos",
            TargetName = target,
            // The library's choice: .NET passes a name on with a password only.
            Credential = CredentialCache.DefaultNetworkCredentials,
            // The choice of the layer is signed; the mutual proof comes with it.
            RequiredProtectionLevel = ProtectionLevel.Sign,
        });
    }

    public byte[] Begin() => Step([]);

    public byte[]? Answer(ReadOnlySpan<byte> token)
    {
        if (chosen)
        {
            return null;
        }

        return established ? ChooseLayer(token) : Step(token);
    }

    public void Dispose() => context.Dispose();

    private byte[] Step(ReadOnlySpan<byte> token)
    {
        var next = context.GetOutgoingBlob(token, out var status);
        established = status == NegotiateAuthenticationStatusCode.Completed;
        return established || status == NegotiateAuthenticationStatusCode.ContinueNeeded
            ? next ?? [] : throw KerberosFault.Of(status, target);
    }

    // RFC 4752, section 3.1: a byte with the layers that the server offers and three with a size; the same comes back.
    private byte[] ChooseLayer(ReadOnlySpan<byte> token)
    {
        var offer = new ArrayBufferWriter<byte>();
        var status = context.Unwrap(token, offer, out _);
        if (status != NegotiateAuthenticationStatusCode.Completed || offer.WrittenCount != 4)
        {
            throw new SaslException($"the server's offer of security layers cannot be read ({status})");
        }

        if ((offer.WrittenSpan[0] & NoLayer) == 0)
        {
            throw new SaslException("the server wants a security layer, which ZooKeeper's sessions lack");
        }

        var choice = new ArrayBufferWriter<byte>();
        status = context.Wrap([NoLayer, 0, 0, 0], choice, requestEncryption: false, out _);
        chosen = true;
        return status == NegotiateAuthenticationStatusCode.Completed ? choice.WrittenSpan.ToArray()
            : throw new SaslException($"the choice of the security layer cannot be signed ({status})");
    }
}
