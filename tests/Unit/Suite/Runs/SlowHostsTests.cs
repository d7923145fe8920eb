using Remote.Ssh;
using Suite.Runs;

namespace Unit.Suite.Runs;

internal sealed class SlowHostsTests
{
    [Test]
    public void Hosts_are_named_on_which_no_command_was_quick() => Assert.That(
        RunCost.SlowHosts([Pace("zk1", 22, 4.04), Pace("zk2", 22, 0.03), Pace("zk3", 9, 12)]),
        Is.EqualTo(
            "zk1 took 4.04 s or more for each of 22 commands, zk3 took 12.0 s or more for each of 9 commands: a start-up file of "
            + "the account's shell there (.bashrc, .profile …), a slow login or a far network. Compare it with: time ssh deploy@zk1 true"));

    [TestCase(2, 30)]
    [TestCase(100, 0.99)]
    public void A_few_commands_and_quick_ones_tell_nothing(int commands, double seconds) =>
        Assert.That(RunCost.SlowHosts([Pace("zk1", commands, seconds)]), Is.Null);

    private static SshPace Pace(string host, int commands, double seconds) =>
        new(new() { Host = host, User = "deploy" }, commands, TimeSpan.FromSeconds(seconds));
}
