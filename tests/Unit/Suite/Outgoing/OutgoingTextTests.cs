using System.Text.Json;
using Suite.Outgoing;

namespace Unit.Suite.Outgoing;

internal sealed class OutgoingTextTests
{
    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Secret = "p'w\"d<&[1]\\é%20";

    private static OutgoingText Hiding(params string[] secrets)
    {
        var text = new OutgoingText();
        text.Hide(secrets);
        return text;
    }

    [TestCase("a\tb\nc\r\nd", "a\tb\nc\r\nd")]
    [TestCase("\e[31mred", @"\u001b[31mred")]
    [TestCase("a\rb", @"a\u000db")]
    [TestCase("bell\a", @"bell\u0007")]
    [TestCase("\u009b2J", @"\u009b2J")]
    [TestCase("gpj\u202etxt", @"gpj\u202etxt")]
    [TestCase("\u2066a\u2069\u200f\u2028", @"\u2066a\u2069\u200f\u2028")]
    [TestCase("ü 漢 😀", "ü 漢 😀")]
    public void What_a_terminal_obeys_is_visible(string text, string expected)
    {
        var clean = new OutgoingText().Clean(text);

        Assert.That(clean, Is.EqualTo(expected));
        Assert.That(new OutgoingText().Clean(clean), Is.EqualTo(expected), "twice");
    }

    [Test]
    public void Half_a_character_of_two_is_visible() =>
        Assert.That(new OutgoingText().Clean("a" + "😀"[..1]), Is.EqualTo(@"a\ud83d"));

    [Test]
    public void A_document_of_JSON_stays_the_same_document()
    {
        var value = "\e \u202e \u2028 \" \\";
        var json = JsonSerializer.Serialize(value, Relaxed);

        Assert.That(JsonSerializer.Deserialize<string>(new OutgoingText().Clean(json)), Is.EqualTo(value));
    }

    [Test]
    public void A_secret_stands_in_no_format()
    {
        var text = Hiding(Secret);
        string[] written =
        [
            Secret,
            JsonSerializer.Serialize(Secret),
            JsonSerializer.Serialize(Secret, Relaxed),
            System.Net.WebUtility.HtmlEncode(Secret),
            new System.Xml.Linq.XElement("a", Secret).ToString(),
            new System.Xml.Linq.XElement("a", new System.Xml.Linq.XAttribute("b", Secret)).ToString(),
            Uri.EscapeDataString(Secret),
            Spectre.Console.Markup.Escape(Secret),
            $"'{Secret.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        ];
        foreach (var form in written)
        {
            Assert.That(
                text.Clean($"x {form} y"), Does.Contain("***").And.Not.Contain("1]").And.Not.Contain("%5D"), form);
        }
    }

    [TestCase("https://u:SECRETPW@host/x.tar.gz", "https://***@host/x.tar.gz")]
    [TestCase("https://SECRETTOKEN@host/x?y=1", "https://***@host/x?y=1")]
    [TestCase("https://host/x?a=1&X-Amz-Signature=SECRET&b=2#f", "https://host/x?a=1&X-Amz-Signature=***&b=2#f")]
    [TestCase("https://host/x?token=SECRET", "https://host/x?token=***")]
    [TestCase("<a href=\"https://host/x?a=1&amp;sig=SECRET\">", "<a href=\"https://host/x?a=1&amp;sig=***\">")]
    [TestCase("ssh://deploy@host:22/x", "ssh://deploy@host:22/x")]
    [TestCase("ssh://deploy:SECRET@host", "ssh://deploy:***@host")]
    [TestCase("http://host/x and a@b", "http://host/x and a@b")]
    public void Addresses_go_out_without_what_opens_them(string text, string expected) =>
        Assert.That(new OutgoingText().Clean(text), Is.EqualTo(expected));

    [Test]
    public void Options_of_Java_and_private_keys_are_masked_wherever_they_stand()
    {
        Assert.That(
            new OutgoingText().Clean("-Dzookeeper.ssl.keyStore.password=SECRET -Da=b"),
            Is.EqualTo("-Dzookeeper.ssl.keyStore.password=*** -Da=b"));
        Assert.That(
            new OutgoingText().Clean("a\n-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nb"),
            Is.EqualTo("a\n*** private key ***\nb"));
    }

    [Test]
    public void A_word_that_everybody_knows_is_no_secret()
    {
        var text = new OutgoingText();
        text.Hide(["zookeeper", "abc", "", null, "hunter22"], "ZooKeeper in /var/lib/zookeeper");

        Assert.That(text.Clean("zookeeper abc hunter22"), Is.EqualTo("zookeeper abc ***"));
    }
}
