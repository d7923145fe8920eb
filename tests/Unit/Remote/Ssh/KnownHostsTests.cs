using Lab;
using Remote.Ssh;

namespace Unit.Remote.Ssh;

public sealed class KnownHostsTests
{
    private const string Ed25519 = "ssh-ed25519", Rsa = "ssh-rsa";

    [TestCase("zk1.example.org", 22, "zk1.example.org")]
    [TestCase("ZK1.Example.org", 22, "zk1.example.ORG")]
    [TestCase("other,10.0.0.7", 22, "10.0.0.7")]
    [TestCase("*.example.org", 22, "zk1.example.org")]
    [TestCase("zk?", 22, "zk1")]
    [TestCase("[zk1]:2222", 2222, "zk1")]
    [TestCase("[*.example.org]:2222", 2222, "a.example.org")]
    [TestCase("zk1", 2222, "zk1", Description = "ssh falls back to the bare name")]
    [TestCase("[::1]:2222", 2222, "::1")]
    [TestCase("2001:db8::7", 22, "2001:db8::7")]
    public void A_known_key_is_no_objection(string names, int port, string host) =>
        Assert.That(Objection(host, port, Key(Ed25519, 1), $"{names} {Line(Ed25519, 1)} a comment"), Is.Null);

    [TestCase("[zk1]:2222", 22, "zk1")]
    [TestCase("*.example.org,!zk1.example.org", 22, "zk1.example.org")]
    [TestCase("!zk1,zk1", 22, "zk1")]
    [TestCase("zk", 22, "zk1")]
    public void Lines_about_others_do_not_count(string names, int port, string host) =>
        Assert.That(
            Objection(host, port, Key(Ed25519, 1), $"{names} {Line(Ed25519, 1)}"), Does.Contain("no key of it is in"));

    [Test]
    public void A_bare_name_counts_only_where_the_name_with_its_port_is_not_known()
    {
        var (right, other) = (Line(Ed25519, 1), Line(Ed25519, 2));

        Assert.That(Objection("zk1", 2222, Key(Ed25519, 1), $"[zk1]:2222 {other}", $"zk1 {right}"), Does.Contain("set up anew"));
        Assert.That(Objection("zk1", 2222, Key(Ed25519, 1), $"zk1 {other}"), Does.Contain("no key of it is in"));
        Assert.That(Objection("zk1", 2222, Key(Ed25519, 1), $"@revoked zk1 {right}"), Does.Contain("revoked"));
    }

    [Test]
    public void Hashed_names_are_found()
    {
        // ssh-keygen -H made these of zk1.example.org and [zk1]:2222.
        var first = $"|1|MZyK0KcRsgsXkRaTEi2AXjVXuwc=|X0eui6wxd6brS21f4eSvb+T0or4= {Line(Ed25519, 1)}";
        var second = $"|1|Eh2pN6pmLCQ5MIgwgKFJRsVFy+k=|huEUIVTo2BsCnOO7VW+EzReCwdE= {Line(Ed25519, 1)}";

        Assert.That(Objection("zk1.example.org", 22, Key(Ed25519, 1), first), Is.Null);
        Assert.That(Objection("ZK1", 2222, Key(Ed25519, 1), first, second), Is.Null);
        Assert.That(Objection("zk1", 22, Key(Ed25519, 1), first, second), Is.Not.Null);
    }

    [Test]
    public void An_unknown_key_is_told_with_its_fingerprint_and_the_command_that_accepts_it()
    {
        var key = Key(Ed25519, 1);

        var objection = Objection("zk1", 2222, key, "# nothing");

        Assert.That(objection, Does.Contain(key.Fingerprint).And.Contain("ssh-keyscan -p 2222 -t ed25519 zk1 >> "));
    }

    [Test]
    public void Behind_a_jump_the_scan_goes_through_it()
    {
        var objection = Read().Objection("zk1", 22, Key(Rsa, 1), trustUnknown: false, "-p 22 deploy@bastion");

        Assert.That(objection, Does.Contain("ssh -p 22 deploy@bastion 'ssh-keyscan -p 22 -t rsa zk1' >> "));
    }

    [Test]
    public void A_changed_key_is_told_with_its_line_even_where_unknown_ones_are_trusted()
    {
        var known = Read("# first", $"[zk1]:2222 {Line(Ed25519, 1)}");

        var objection = known.Objection("zk1", 2222, Key(Ed25519, 2), trustUnknown: true);

        Assert.That(objection, Does.Contain("known_hosts line 2").And.Contain(Key(Ed25519, 1).Fingerprint)
            .And.Contain(Key(Ed25519, 2).Fingerprint).And.Contain("ssh-keygen -R '[zk1]:2222' -f "));
    }

    [Test]
    public void A_key_of_another_type_than_the_known_ones_is_not_trusted() =>
        Assert.That(
            Read($"zk1 {Line(Ed25519, 1)}").Objection("zk1", 22, Key(Rsa, 1), trustUnknown: true),
            Does.Contain("line 1 has the ssh-ed25519 key"));

    [Test]
    public void Of_several_keys_any_is_good()
    {
        var known = Read($"zk1 {Line(Ed25519, 1)}", $"zk1 {Line(Ed25519, 2)}", $"zk1 {Line(Rsa, 3)}");

        Assert.That(known.Objection("zk1", 22, Key(Ed25519, 2), trustUnknown: false), Is.Null);
        Assert.That(known.TypesOf("zk1", 22), Is.EqualTo(new[] { Ed25519, Rsa }));
        Assert.That(known.TypesOf("zk2", 22), Is.Empty);
    }

    [Test]
    public void A_revoked_key_is_refused_wherever_else_it_stands()
    {
        var objection = Objection(
            "zk1", 22, Key(Ed25519, 1), $"zk1 {Line(Ed25519, 1)}", $"@revoked * {Line(Ed25519, 1)}");

        Assert.That(objection, Does.Contain("is revoked in").And.Contain("line 2"));
    }

    [Test]
    public void An_authority_alone_is_said_not_to_be_supported() =>
        Assert.That(
            Objection("zk1", 22, Key(Ed25519, 1), $"@cert-authority * {Line(Ed25519, 9)}"),
            Does.Contain("line 1 only has a @cert-authority").And.Contain("has not certified this key"));

    [Test]
    public void Unknown_hosts_are_trusted_only_on_request()
    {
        Assert.That(Read().Objection("zk1", 22, Key(Rsa, 1), trustUnknown: true), Is.Null);
        Assert.That(Read().Objection("zk1", 22, Key(Rsa, 1), trustUnknown: false), Is.Not.Null);
    }

    [TestCase("zk1")]
    [TestCase("zk1 ssh-ed25519")]
    [TestCase("zk1 ssh-ed25519 !!!")]
    [TestCase("zk1 ssh-ed25519 AAAA")]
    [TestCase("@unknown zk1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIQ==")]
    [TestCase("|1|x|y ssh-ed25519 AAAAC3NzaC1lZDI1NTE5")]
    public void Lines_that_make_no_sense_are_passed_over(string line) =>
        Assert.That(Objection("zk1", 22, Key(Ed25519, 1), line, $"zk1 {Line(Ed25519, 1)}"), Is.Null);

    private static HostKey Key(string type, byte number) =>
        new(new WireWriter().Bytes(System.Text.Encoding.ASCII.GetBytes(type)).Bytes([number, 2, 3]).Written.Span);

    private static string Line(string type, byte number)
    {
        var blob = new WireWriter().Bytes(System.Text.Encoding.ASCII.GetBytes(type)).Bytes([number, 2, 3]).Written;
        return $"{type} {Convert.ToBase64String(blob.Span)}";
    }

    private static string? Objection(string host, int port, HostKey key, params string[] lines) =>
        Read(lines).Objection(host, port, key, trustUnknown: false);

    private static KnownHosts Read(params string[] lines)
    {
        var file = Path.Combine(TestFolder.Create(), "known_hosts");
        File.WriteAllLines(file, lines);
        return KnownHosts.Read([file, file + "2"]);
    }
}
