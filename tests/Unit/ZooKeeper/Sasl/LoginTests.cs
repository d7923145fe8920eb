using Unit.ZooKeeper.Session;
using ZooKeeper.Client;
using ZooKeeper.Wire;
using ZooKeeper.Wire.Messages;

namespace Unit.ZooKeeper.Sasl;

/// <summary>The login of a session, before a server that says each answer.</summary>
public sealed class LoginTests
{
    private static readonly byte[] Challenge =
        "realm=\"zk-sasl-md5\",nonce=\"n\",qop=\"auth\",charset=utf-8,algorithm=md5-sess"u8.ToArray();

    [Test]
    public async Task A_refusal_ends_the_session_and_is_told_with_user_server_and_code()
    {
        await using var server = new FakeServer();
        var connecting = ZooKeeperClient.ConnectAsync(Options(server));
        var connection = await server.AcceptAsync();
        await connection.GrantAsync();
        await ReplyAsync(connection, await connection.ReadAsync(OpCode.Sasl), Challenge);
        await connection.ReplyAsync(await connection.ReadAsync(OpCode.Sasl), error: ErrorCode.AuthFailed);

        var failure = (await Assert.ThrowsAsync<AuthFailedException>(() => connecting.WaitAsync(FakeServer.Patience)))!;

        Assert.That(failure.Message, Does.Contain("refused the SASL login as anna by DIGEST-MD5 (AuthFailed, -115)")
            .And.Contain(server.Address.ToString()).And.Not.Contain("s3cret"));
    }

    [Test]
    public async Task A_server_that_hangs_up_on_the_proof_is_tried_three_times()
    {
        await using var server = new FakeServer();
        var connecting = ZooKeeperClient.ConnectAsync(Options(server));
        for (var i = 0; i < 3; i++)
        {
            var connection = await server.AcceptAsync();
            await connection.GrantAsync();
            await ReplyAsync(connection, await connection.ReadAsync(OpCode.Sasl), Challenge);
            await connection.ReadAsync(OpCode.Sasl);
            connection.Close();
        }

        var failure = (await Assert.ThrowsAsync<AuthFailedException>(() => connecting.WaitAsync(FakeServer.Patience)))!;
        Assert.That(failure.Message, Does.Contain("hung up on the SASL login as anna"));
    }

    [Test]
    public async Task A_server_that_knows_no_SASL_is_told()
    {
        await using var server = new FakeServer();
        var connecting = ZooKeeperClient.ConnectAsync(Options(server));
        for (var i = 0; i < 3; i++)
        {
            var connection = await server.AcceptAsync();
            await connection.GrantAsync();
            await connection.ReplyAsync(await connection.ReadAsync(OpCode.Sasl), writer => writer.Int(-1));
        }

        var failure = (await Assert.ThrowsAsync<AuthFailedException>(() => connecting.WaitAsync(FakeServer.Patience)))!;
        Assert.That(failure.Message, Does.Contain("knows no SASL"));
    }

    [Test]
    public void A_token_is_a_buffer_both_ways_and_none_is_read_as_empty()
    {
        Assert.That(Wire.Bytes.Written(new SaslRequest([1, 2]).Write), Is.EqualTo("00000006000000020102"));
        Assert.That(Wire.Bytes.Read(new SaslRequest([]), Wire.Bytes.Of("00000001 07")), Is.EqualTo(new byte[] { 7 }));
        Assert.That(Wire.Bytes.Read(new SaslRequest([]), Wire.Bytes.Of("FFFFFFFF")), Is.Empty);
        Assert.That((int)OpCode.Sasl, Is.EqualTo(102));
    }

    private static ZooKeeperOptions Options(FakeServer server) =>
        server.Options with { Login = new SaslLogin.Digest("anna", "s3cret") };

    private static Task ReplyAsync(FakeConnection connection, FakeRequest request, byte[] token) =>
        connection.ReplyAsync(request, writer => writer.Buffer(token));
}
