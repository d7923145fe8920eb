using System.Net;
using System.Net.Sockets;
using System.Text;
using ZooKeeper;
using ZooKeeper.Status;

namespace Unit.ZooKeeper.Status;

public sealed class FourLetterWordTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly HostPort Server = new("zoo1", 2181);

    [Test]
    public async Task The_word_is_sent_and_the_answer_is_read_to_its_end()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new HostPort("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        var answer = new string('x', 100_000);

        var asking = FourLetterWord.AskAsync(address, "mntr", Patience);
        using (var client = await listener.AcceptTcpClientAsync())
        {
            var word = new byte[4];
            await client.GetStream().ReadExactlyAsync(word);
            Assert.That(Encoding.ASCII.GetString(word), Is.EqualTo("mntr"));
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        }

        Assert.That(await asking, Is.EqualTo(answer));
    }

    [Test]
    public void A_word_that_the_whitelist_lacks_is_told_with_the_remedy() =>
        Assert.That(
            () => AskAsync("mntr is not executed because it is not in the whitelist.\n", "mntr"),
            Throws.TypeOf<WordRefusedException>().With.Message.Contains("4lw.commands.whitelist"));

    [Test]
    public void A_server_that_does_not_serve_is_told_apart() =>
        Assert.That(
            () => AskAsync("This ZooKeeper instance is not currently serving requests\n", "mntr"),
            Throws.TypeOf<NotServingException>());

    [Test]
    public void No_answer_at_all_is_an_error() =>
        Assert.That(
            () => AskAsync("", "hash"),
            Throws.TypeOf<EmptyAnswerException>().With.Message.Contains("hash on zoo1:2181"));

    /// <summary>Of all servers at once, by two words each, it is to fit into the memory of a small machine.</summary>
    [Test]
    public void An_answer_without_end_is_given_up_after_some_megabytes()
    {
        var endless = new Endless();

        Assert.That(
            () => FourLetterWord.AskAsync(Server, "mntr", Patience, (_, _) => Task.FromResult<Stream>(endless)),
            Throws.TypeOf<FourLetterWordException>().With.Message.Contains("the answer is longer than 8388608 bytes"));
        Assert.That(endless.Taken, Is.LessThan(9 << 20));
    }

    [Test]
    public void A_silent_server_is_given_up() =>
        Assert.That(
            () => FourLetterWord.AskAsync(
                Server, "srvr", TimeSpan.FromMilliseconds(50), (_, _) => new TaskCompletionSource<Stream>().Task),
            Throws.TypeOf<FourLetterWordException>().With.Message.Contains("no answer within 0.05 s"));

    [Test]
    public void A_cancelled_question_leaves_with_the_callers_token()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.That(
            () => FourLetterWord.AskAsync(
                Server, "srvr", Patience, (_, _) => new TaskCompletionSource<Stream>().Task, cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_server_that_does_not_serve_has_that_status()
    {
        var status = await ServerStatus.AskAsync(
            Server, Patience, Answering("This ZooKeeper instance is not currently serving requests\n"));

        Assert.That(status, Is.EqualTo(new ServerStatus { Mode = ServerMode.NotServing }));
    }

    [Test]
    public void Something_else_on_the_port_is_an_error_of_the_word() =>
        Assert.That(
            () => ServerStatus.AskAsync(Server, Patience, Answering("HTTP/1.1 400 Bad Request\r\n")),
            Throws.TypeOf<FourLetterWordException>().With.Message.Contains("srvr on zoo1:2181"));

    [TestCase("sr")]
    [TestCase("srvr\n")]
    [TestCase("s vr")]
    public void Only_four_letters_are_a_word(string word) =>
        Assert.That(() => FourLetterWord.AskAsync(Server, word, Patience), Throws.InstanceOf<ArgumentException>());

    private static Task<string> AskAsync(string answer, string word) =>
        FourLetterWord.AskAsync(Server, word, Patience, Answering(answer));

    private static Func<HostPort, CancellationToken, Task<Stream>> Answering(string answer) =>
        (_, _) => Task.FromResult<Stream>(new OneAnswer(Encoding.ASCII.GetBytes(answer)));

    /// <summary>Takes what is written and answers for ever.</summary>
    private sealed class Endless : MemoryStream
    {
        public long Taken { get; private set; }

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Taken += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    /// <summary>Takes what is written and gives the answer.</summary>
    private sealed class OneAnswer(byte[] answer) : MemoryStream(answer)
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
