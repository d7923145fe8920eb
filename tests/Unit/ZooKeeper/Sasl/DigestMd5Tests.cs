using System.Text;
using ZooKeeper.Client;
using ZooKeeper.Client.Sasl;

namespace Unit.ZooKeeper.Sasl;

/// <summary>DIGEST-MD5 against the example of RFC 2831 (section 4) and against what Java's client has answered.</summary>
public sealed class DigestMd5Tests
{
    private const string Challenge =
        "realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";
    private const string OfZooKeeper =
        "realm=\"zk-sasl-md5\",nonce=\"YoS+2mHIn5/0Zw==\",qop=\"auth\",charset=utf-8,algorithm=md5-sess";

    [Test]
    public void The_example_of_the_RFC_is_answered_and_its_proof_is_taken()
    {
        using var digest = Example();
        Assert.That(digest.Begin(), Is.Empty);
        var answer = SaslDirectives.Parse(Text(digest.Answer(Bytes(Challenge))));
        Assert.That(answer["response"], Is.EqualTo("d388dad90d4bbd760a152321f2143af7"));
        Assert.That((answer["username"], answer["nc"], answer["qop"], answer["digest-uri"]),
            Is.EqualTo(("chris", "00000001", "auth", "imap/elwood.innosoft.com")));
        Assert.That(digest.Answer(Bytes("rspauth=ea40f60335c427b5527b84dbabcdfffd")), Is.Null);
    }

    [TestCase("rspauth=ea40f60335c427b5527b84dbabcdfffe")]
    [TestCase("")]
    public void A_server_that_does_not_prove_the_password_is_refused(string proof)
    {
        using var digest = Example();
        digest.Answer(Bytes(Challenge));
        Assert.That(() => digest.Answer(Bytes(proof)), Throws.TypeOf<SaslException>().With.Message.Contains("impostor"));
    }

    // Java 17's com.sun.security.sasl.digest.DigestMD5Client, with the nonces that it has drawn.
    [TestCase("anna", "secret", "AiiHzKbe/V0xDQHIippBGS7DzjQXesuuLr64EOt6", "27c3cffca72bbf2b7a4f7c1df1dd5448")]
    [TestCase("jürgen", "paßwort", "lPqKFKuFzlJGFRRIS0Aab7+fw8tXaqBlo9mwQBVt", "ea8e20c2ecb49d559e08f73ea80614d7")]
    [TestCase("jürgen", "10€", "AFoc8yXEiVERWWBZ0KI683O6/iWQY8397stRhsVF", "ee149f556aa61514d3325f3e544bd6d9")]
    [TestCase("a\"b\\c", "p,=\"", "i2AFgF1P4NL1XEI7LkxCki94MN6JyEXHabVxuq2Z", "1b818df9976becd46c6e6b964496de18")]
    public void An_answer_is_byte_for_byte_that_of_Java(string user, string password, string nonce, string response)
    {
        using var digest = new DigestMd5(user, password, clientNonce: nonce);
        var quoted = user.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Assert.That(Text(digest.Answer(Bytes(OfZooKeeper))), Is.EqualTo(
            $"charset=utf-8,username=\"{quoted}\",realm=\"zk-sasl-md5\",nonce=\"YoS+2mHIn5/0Zw==\",nc=00000001," +
            $"cnonce=\"{nonce}\",digest-uri=\"zookeeper/zk-sasl-md5\",maxbuf=65536,response={response},qop=auth"));
    }

    [TestCase("nonce=\"a\",algorithm=md5-sess,qop=\"auth-conf,auth-int\"", "wants a security layer")]
    [TestCase("realm=\"a\",algorithm=md5-sess", "no challenge of DIGEST-MD5")]
    [TestCase("`\u0082", "no list of directives")]
    public void A_challenge_that_cannot_be_answered_is_told(string challenge, string words)
    {
        using var digest = Example();
        Assert.That(() => digest.Answer(Bytes(challenge)), Throws.TypeOf<SaslException>().With.Message.Contains(words));
    }

    [Test]
    public void Directives_are_read_with_blanks_quotes_and_more_than_one_realm() =>
        Assert.That(
            SaslDirectives.Parse(" Realm = \"a,\\\"b\" , realm=\"c\",, nonce=x"),
            Is.EqualTo(new Dictionary<string, string> { ["realm"] = "a,\"b", ["nonce"] = "x" }));

    [Test]
    public void A_password_is_in_no_text()
    {
        var login = new SaslLogin.Digest("anna", "s3cret");
        Assert.That($"{login} {new ZooKeeperOptions { Servers = [], Login = login }}",
            Does.Contain("anna by DIGEST-MD5").And.Not.Contain("s3cret"));
    }

    private static DigestMd5 Example() => new("chris", "secret", "imap/elwood.innosoft.com", "OA6MHXh6VqTrRk");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[]? bytes) => Encoding.UTF8.GetString(bytes!);
}
