using Lab;
using Remote;
using Remote.Ssh;

namespace Unit.Remote.Ssh;

public sealed class SshConfigTests
{
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    [Test]
    public void What_is_open_is_filled_in()
    {
        var target = Apply("zk1", """
            Host zk1
              HostName 10.0.0.11
              User deploy
              Port 2222
              IdentityFile ~/.ssh/zk
              UserKnownHostsFile /etc/one /etc/two
            """);

        Assert.That(target.Name, Is.EqualTo("deploy@10.0.0.11:2222"));
        Assert.That(target.Keys, Is.EqualTo(new[] { $"{Home}/.ssh/zk" }));
        Assert.That(target.KnownHosts, Is.EqualTo(new[]
        {
            "/etc/one", "/etc/two", "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2",
        }));
        Assert.That(target.Jumps, Is.Null);
    }

    [Test]
    public void What_is_given_stays()
    {
        var given = new SshTarget
        {
            Host = "zk1", User = "me", Port = 22, Keys = ["/k"], KnownHosts = ["/h"], Jumps = [],
        };

        var target = Read("User you\nPort 1\nIdentityFile /other\nUserKnownHostsFile /x\nProxyJump j").Apply(given);

        Assert.That(target.Name, Is.EqualTo(given.Name));
        Assert.That((target.Keys, target.KnownHosts, target.Jumps), Is.EqualTo((given.Keys, given.KnownHosts, given.Jumps)));
    }

    [Test]
    public void The_first_value_wins_and_keys_add_up()
    {
        var target = Apply("zk1", """
            User first
            IdentityFile /a
            Host zk*
              User second
              IdentityFile /b
            """);

        Assert.That(target.User, Is.EqualTo("first"));
        Assert.That(target.Keys, Is.EqualTo(new[] { "/a", "/b" }));
    }

    [TestCase("*", true)]
    [TestCase("zk?", true)]
    [TestCase("other zk1", true)]
    [TestCase("* !zk1", false)]
    [TestCase("zk", false)]
    [TestCase("ZK1", false)] // As ssh has it.
    public void Hosts_are_matched_by_patterns(string patterns, bool matches) =>
        Assert.That(Apply("zk1", $"Host {patterns}\n  User you").User, Is.EqualTo(matches ? "you" : null));

    [TestCase("User=you")]
    [TestCase("user = you")]
    [TestCase("\tUSER\t\"you\"  ")]
    [TestCase("# a comment\n\nUser you")]
    [TestCase("User you # why")]
    public void Lines_are_written_in_many_ways(string text) => Assert.That(Apply("h", text).User, Is.EqualTo("you"));

    [Test]
    public void Tokens_are_replaced()
    {
        var target = Apply("zk1", """
            HostName %h.example.org
            User you
            Port 24
            IdentityFile %d/%r@%h:%p-%n-100%%
            """);

        Assert.That(target.Keys, Is.EqualTo(new[] { $"{Home}/you@zk1.example.org:24-zk1-100%" }));
    }

    [Test]
    public void Jumps_are_looked_up_themselves()
    {
        var target = Apply("zk1", """
            Host zk1
              ProxyJump bastion,eve@inner:2222
            Host bastion
              HostName 192.0.2.1
              User jump
              ProxyJump outer
            Host inner
              User never
              ProxyJump ignored
            """);

        Assert.That(
            target.Jumps!.Value.Select(jump => (jump.User, jump.Host)),
            Is.EqualTo(new[] { (null, "outer"), ("jump", "192.0.2.1"), ("eve", "inner") }));
        Assert.That(target.Jumps!.Value[2].Port, Is.EqualTo(2222));
    }

    [TestCase("[2001:db8::7]:24", "2001:db8::7", 24)]
    [TestCase("2001:db8::7", "2001:db8::7", null)]
    [TestCase("ssh://a@b:7", "b", 7)]
    public void Jumps_may_be_addresses(string jump, string host, int? port)
    {
        var hop = Apply("zk1", $"Host zk1\nProxyJump {jump}").Jumps!.Value[0];

        Assert.That((hop.Host, hop.Port), Is.EqualTo((host, port)));
    }

    [Test]
    public void No_jump_is_said_by_none() => Assert.That(Apply("h", "ProxyJump none").Jumps, Is.Empty);

    [Test]
    public void A_circle_of_jumps_is_told() =>
        Assert.That(
            () => Apply("a", "Host a\nProxyJump b\nHost b\nProxyJump a"),
            Throws.InstanceOf<HostException>().With.Message.Contains("circle"));

    [Test]
    public void Files_are_included_under_their_host()
    {
        var folder = TestFolder.Create("included");
        File.WriteAllText(Path.Combine(folder, "10.conf"), "Port 2222");
        File.WriteAllText(Path.Combine(folder, "20.conf"), "Port 3333\nHost b\nUser bea");
        var config = Read($"Host a b\nInclude {folder}/*.conf\nHost *\nPort 4444");

        Assert.That(config.Apply(new() { Host = "a" }).Port, Is.EqualTo(2222));
        Assert.That(config.Apply(new() { Host = "b" }).User, Is.EqualTo("bea"));
        Assert.That(config.Apply(new() { Host = "c" }).Port, Is.EqualTo(4444));
    }

    [TestCase("Match localnetwork 10.0.0.0/8\nUser no")]
    [TestCase("Match host h version OpenSSH*\nUser no")]
    [TestCase("IdentityFile ~/.ssh/%z")]
    [TestCase("Host h\nProxyUseFdpass yes\nProxyCommand nc %h %p")]
    [TestCase("UserKnownHostsFile ${NO_SUCH_VARIABLE}/known")]
    public void What_cannot_be_followed_is_refused_with_its_line(string text) =>
        Assert.That(() => Apply("h", text), Throws.InstanceOf<HostException>().With.Message.Match(@"/config:\d+: "));

    [TestCase("Match host other localnetwork 10.0.0.0/8\nUser no")]
    [TestCase("Host other\nIdentityFile %z")]
    public void What_does_not_decide_is_no_fault(string text) => Assert.That(() => Apply("h", text), Throws.Nothing);

    [TestCase("StrictHostKeyChecking accept-new", "config:1 (stricthostkeychecking accept-new)")]
    [TestCase("\nCanonicalizeHostname yes", "config:2 (canonicalizehostname yes)")]
    [TestCase("AddressFamily inet\nRevokedHostKeys /r\nKnownHostsCommand /k %H", "")]
    [TestCase("PKCS11Provider /t.so\nNoHostAuthenticationForLocalhost yes",
        "config:1 (pkcs11provider /t.so), config:2 (nohostauthenticationforlocalhost yes)")]
    [TestCase("StrictHostKeyChecking yes\nPKCS11Provider none", "")]
    public void What_is_left_out_is_known_with_its_line(string text, string expected) =>
        Assert.That(string.Join(", ", Apply("h", text).Unfollowed.Select(line => line[(line.LastIndexOf("/config:", StringComparison.Ordinal) + 1)..])), Is.EqualTo(expected));

    [Test]
    public void Revoked_keys_and_commands_that_print_keys_are_followed()
    {
        const string Text = "RevokedHostKeys ~/%n.revoked\nKnownHostsCommand /k %h %H";
        var target = Apply("h", Text);

        Assert.That(target.RevokedHostKeys!.Path, Is.EqualTo($"{Home}/h.revoked"));
        Assert.That(target.RevokedHostKeys.Place, Does.EndWith("/config:1"));
        Assert.That(target.KnownHostsCommand!.Line.Number, Is.EqualTo(2));
        Assert.That(
            Read(Text).Apply(new() { Host = "h", KnownHosts = ["/known"] }).KnownHostsCommand, Is.Null, "the inventory names the one file");
    }

    [Test]
    public void A_wrong_port_is_told() =>
        Assert.That(() => Apply("h", "Port ssh"), Throws.InstanceOf<HostException>().With.Message.Contains("ssh"));

    [Test]
    public void A_missing_file_says_nothing()
    {
        var target = SshConfig.Read("/nowhere/config").Apply(new() { Host = "h" });

        Assert.That((target.Host, target.User, target.Port), Is.EqualTo(("h", (string?)null, (int?)null)));
        Assert.That(target.Keys, Is.Empty);
    }

    [Test]
    public void Secrets_are_not_printed()
    {
        var target = new SshTarget { Host = "::1", User = "u", Password = "pssst", Passphrase = "hush" };

        Assert.That($"{target}", Is.EqualTo("u@[::1]:22"));
    }

    private static SshTarget Apply(string host, string text) => Read(text).Apply(new() { Host = host });

    private static SshConfig Read(string text)
    {
        var file = Path.Combine(TestFolder.Create(), "config");
        File.WriteAllText(file, text);
        return SshConfig.Read(file);
    }
}
