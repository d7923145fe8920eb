using CsCheck;
using ZooKeeper.Client;
using ZooKeeper.Wire;

namespace Unit.ZooKeeper.Session;

/// <summary>Whatever a server sends: the connection may end, the client does not.</summary>
public sealed class HostileServerTests
{
    private static IEnumerable<TestCaseData> Offences()
    {
        yield return new TestCaseData(Wire.Bytes.Of("7FFFFFFF")).SetArgDisplayNames("a frame of 2 GB");
        yield return new TestCaseData(Wire.Bytes.Of("FFFFFFFF")).SetArgDisplayNames("a frame of negative length");
        yield return new TestCaseData("HTTP/1.1 400 Bad\r\n\r\n"u8.ToArray()).SetArgDisplayNames("a web server");
        yield return new TestCaseData(Wire.Bytes.Of("00000002 0000")).SetArgDisplayNames("half a header");
        yield return new TestCaseData(Wire.Bytes.Of("00000010 00000063 0000000000000001 00000000"))
            .SetArgDisplayNames("a reply to a request never made");
        yield return new TestCaseData(Wire.Bytes.Of("00000010 00000001 0000000000000001 00000000"))
            .SetArgDisplayNames("a reply without its body");
        yield return new TestCaseData(Wire.Bytes.Of("00000010 FFFFFFFC 0000000000000001 00000000"))
            .SetArgDisplayNames("an authentication never asked for");
    }

    [TestCaseSource(nameof(Offences))]
    public async Task Bytes_that_are_no_reply_end_the_connection_and_not_the_session(byte[] bytes)
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        var call = client.GetDataAsync("/a");
        await connection.ReadAsync();

        await connection.WriteRawAsync(bytes);

        var loss = (await Assert.ThrowsAsync<ConnectionLossException>(() => call))!;
        Assert.That(loss.InnerException, Is.TypeOf<ZooKeeperProtocolException>());
        connection = await server.AcceptAsync();
        await connection.GrantAsync();
        var next = client.GetDataAsync("/a");
        await connection.ReplyAsync(await connection.ReadAsync(), Replies.Data("alive"));
        Assert.That((await next).Text, Is.EqualTo("alive"));
        connection.Close();
    }

    [Test]
    public async Task Random_bytes_never_hang_the_client()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;

        await Gen.Byte.Array[1, 400].SampleAsync(
            async bytes =>
            {
                var call = client.GetDataAsync("/a");
                await connection.ReadAsync();
                await connection.WriteRawAsync(bytes);
                connection.Close();
                try
                {
                    await call.WaitAsync(FakeServer.Patience);
                }
                catch (ZooKeeperException)
                {
                    // An error code, or the loss of the connection.
                }

                connection = await server.AcceptAsync();
                await connection.GrantAsync();
            },
            iter: 30, threads: 1);

        var next = client.GetDataAsync("/a");
        await connection.ReplyAsync(await connection.ReadAsync(), Replies.Data("alive"));
        Assert.That((await next).Text, Is.EqualTo("alive"));
        connection.Close();
    }

    [Test]
    public async Task A_handshake_that_is_none_is_a_reason_to_try_again()
    {
        await using var server = new FakeServer();
        var connecting = ZooKeeperClient.ConnectAsync(server.Options);

        await (await server.AcceptAsync()).WriteRawAsync(Wire.Bytes.Of("00000003 010203"));
        var connection = await server.AcceptAsync();
        await connection.GrantAsync();

        await using var client = await connecting.WaitAsync(FakeServer.Patience);
        Assert.That(client.State, Is.EqualTo(SessionState.Connected));
        connection.Close();
    }

    [Test]
    public async Task A_connection_that_never_lasts_is_not_tried_in_a_frenzy()
    {
        await using var server = new FakeServer();
        var (client, connection) = await server.ConnectAsync();
        await using var _ = client;
        var since = System.Diagnostics.Stopwatch.StartNew();
        var connections = 0;

        for (; since.ElapsedMilliseconds < 500; connections++)
        {
            connection.Close();
            connection = await server.AcceptAsync();
            await connection.GrantAsync();
        }

        // Never under 10 ms apart; without any pause there are thousands.
        Assert.That(connections, Is.LessThan(60));
        connection.Close();
    }
}
