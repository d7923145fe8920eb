using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client.Sasl;

/// <summary>Logs a session in on a new connection, before anything else goes over it.</summary>
internal sealed class SaslExchange(HostPort server, Stream stream, FrameReader frames, SaslLogin login)
{
    private int xid;

    /// <exception cref="SaslException">The login failed; the message says why.</exception>
    /// <exception cref="ZooKeeperProtocolException">The answer is none to a login.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using ISaslMechanism mechanism = login switch
        {
            SaslLogin.Digest digest => new DigestMd5(digest.User, digest.Password),
            SaslLogin.Kerberos kerberos => new KerberosMechanism(kerberos, server),
            _ => throw new NotSupportedException(login.Mechanism),
        };
        for (var token = mechanism.Begin(); token is not null;)
        {
            var answer = await AskAsync(token, cancellationToken);
            if (xid == 1 && answer.Length == 0)
            {
                throw new SaslException($"{server} knows no SASL: it has no JAAS section 'Server' (java.security.auth." +
                    $"login.config), so that the login as {login} is not possible", isFinal: false);
            }

            token = mechanism.Answer(answer);
        }
    }

    private async Task<byte[]> AskAsync(byte[] token, CancellationToken cancellationToken)
    {
        var request = new SaslRequest(token);
        try
        {
            await stream.WriteAsync(RequestFrame.Of(++xid, request.Op, request.Write), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            return Read((await frames.ReadAsync(cancellationToken)).Span, request);
        }
        catch (IOException closed) when (
            closed is not SaslException and not ZooKeeperProtocolException && !cancellationToken.IsCancellationRequested)
        {
            // 3.4 refuses by hanging up (ZooKeeperServer.processSasl), as a dying server does.
            throw new SaslException($"{server} hung up on the SASL login as {login}: {Doubts}", isFinal: false, closed);
        }
    }

    private byte[] Read(ReadOnlySpan<byte> frame, SaslRequest request)
    {
        var reader = new JuteReader(frame);
        var header = ReplyHeader.Read(ref reader);
        if (header.Xid != xid)
        {
            throw new ZooKeeperProtocolException($"{server} answered request {header.Xid} where {xid} was due");
        }

        return header.Error == ErrorCode.Ok ? request.Read(ref reader) : throw new SaslException(
            $"{server} refused the SASL login as {login} ({header.Error}, {(int)header.Error}): {Doubts}");
    }

    private string Doubts => login is SaslLogin.Digest
        ? xid == 1
            ? "it does not do DIGEST-MD5, because its fips-mode is on (from 3.9.6 on it is unless zoo.cfg says " +
              "fips-mode=false), or because its JAAS section 'Server' is for Kerberos"
            : "the user or the password is not in its JAAS section 'Server'"
        : "its keytab and its principal do not fit the ticket, or its JAAS section 'Server' is for DIGEST-MD5";
}
