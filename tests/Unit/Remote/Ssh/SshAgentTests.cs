using Remote.Ssh;

namespace Unit.Remote.Ssh;

public sealed class SshAgentTests
{
    private static readonly byte[] Blob = [0, 0, 0, 7, .. "ssh-rsa"u8, 0, 0, 0, 1, 9];

    [Test]
    public async Task Keys_are_listed_with_their_comments()
    {
        using var fake = new FakeAgent(
            [0, 0, 0, 31, 12, 0, 0, 0, 1, 0, 0, 0, 16, .. Blob, 0, 0, 0, 2, .. "me"u8]);

        var keys = new SshAgent(fake.Path).Keys();

        Assert.That(keys.Single().Blob, Is.EqualTo(Blob));
        Assert.That((keys[0].Comment, keys[0].Public.Type), Is.EqualTo(("me", "ssh-rsa")));
        Assert.That(await fake.Asked, Is.EqualTo(new[] { new byte[] { 11 } }));
    }

    [Test]
    public async Task A_signature_is_asked_for_with_key_data_and_flags()
    {
        using var fake = new FakeAgent([0, 0, 0, 8, 14, 0, 0, 0, 3, 7, 8, 9]);

        var signature = new SshAgent(fake.Path).Sign(Blob, [1, 2], SshAgent.RsaSha512);

        Assert.That(signature, Is.EqualTo(new byte[] { 7, 8, 9 }));
        Assert.That(await fake.Asked,
            Is.EqualTo(new byte[][] { [13, 0, 0, 0, 16, .. Blob, 0, 0, 0, 2, 1, 2, 0, 0, 0, 4] }));
    }

    [TestCase(new byte[] { 0, 0, 0, 1, 5 }, "refuses", TestName = "A_refusal_is_told")]
    [TestCase(new byte[] { 0, 0, 0, 0 }, "0 bytes", TestName = "An_empty_answer_is_told")]
    [TestCase(new byte[] { 127, 0, 0, 0 }, "2130706432 bytes", TestName = "An_answer_too_long_is_not_read")]
    [TestCase(new byte[] { 0, 0, 0, 9, 12 }, "agent at", TestName = "An_answer_cut_short_is_told")]
    [TestCase(new byte[] { 0, 0, 0, 5, 12, 0, 0, 0, 1 }, "makes no sense", TestName = "A_list_cut_short_is_told")]
    public void What_an_agent_does_wrong(byte[] answer, string words)
    {
        using var fake = new FakeAgent(answer);

        Assert.That(
            () => new SshAgent(fake.Path).Keys(),
            Throws.InstanceOf<IOException>().With.Message.Contains(words).And.Message.Contains(fake.Path));
    }

    [Test]
    public void No_agent_is_told() =>
        Assert.That(() => new SshAgent("/nowhere").Keys(), Throws.InstanceOf<IOException>());
}
