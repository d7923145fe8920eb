using Suite.Runs;

namespace Unit.Suite.Runs;

internal sealed class FailureTextTests
{
    [TestCase("give a key, or an agent (ssh-add).", "give a key, or an agent (ssh-add). Nothing was written.")]
    [TestCase("is the address right?", "is the address right? Nothing was written.")]
    [TestCase("there is no server", "there is no server. Nothing was written.")]
    public void Sentences_end_once(string reason, string text) =>
        Assert.That(Failures.Unreachable([reason]).Message, Is.EqualTo(text));

    [Test]
    public void Only_a_rollout_can_begin_without_a_backup()
    {
        Assert.That(Failures.NoBackup("there is no folder /x").Message,
            Is.EqualTo("No backup: there is no folder /x. Nothing was changed."));
        Assert.That(Failures.NoSafetyCopy("the disk is full").Message,
            Does.StartWith("No backup: the disk is full. Nothing was changed.").And.Contain("--no-backup"));
    }
}
