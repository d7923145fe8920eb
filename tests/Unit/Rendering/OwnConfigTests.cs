using Ensembles.Rendering;

namespace Unit.Rendering;

/// <summary>The file of a server that the inventory does not name: only its list of members is changed.</summary>
public sealed class OwnConfigTests
{
    private const string Members = "server.1=a:2888:3888\nserver.2=b:2888:3888\ngroup.1=1:2\nweight.1=1\nweight.2=1\n";

    [Test]
    public void Every_other_line_stays_as_it_is() => Assert.That(
        With("# mine\nclientPort=2181\nclientPortAddress = 10.0.0.4\r\n  server.1 : a:2888:3888\nserver.\\\n  3=c:2888:3888\n"
            + "group.1=1:3\nmaxClientCnxns 7\n\n! also mine\nauthProvider.1=x.\\\n  Y"),
        Is.EqualTo("# mine\nclientPort=2181\nclientPortAddress = 10.0.0.4\nmaxClientCnxns 7\n\n! also mine\n"
            + "authProvider.1=x.\\\n  Y\n" + Members));

    [Test]
    public void A_client_port_that_only_the_former_list_named_is_kept() => Assert.That(
        With("dataDir=/data\nserver.1=a:2888:3888;10.0.0.4:2181\n"),
        Is.EqualTo("dataDir=/data\nclientPort=2181\nclientPortAddress=10.0.0.4\n" + Members));

    [Test]
    public void A_file_with_a_secret_is_written_for_its_owner_alone()
    {
        var file = OwnConfig.WithMembers("clientPort=2181\nDigestAuthenticationProvider.superDigest=super:x\nserver.1=a:1:2\n", Rendered);

        Assert.That(file.Mode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [TestCase("server.1=a:1:2\n", true)]
    [TestCase("dynamicConfigFile=/x\n", false)]
    [TestCase("clientPort=2181\n", false)]
    public void Only_a_list_of_its_own_is_replaced(string text, bool expected) =>
        Assert.That(OwnConfig.HasList(text), Is.EqualTo(expected));

    private static RenderedFile Rendered { get; } = new(
        "zoo.cfg", "/conf/zoo.cfg", "tickTime=2000\nclientPort=2181\nclientPortAddress=10.0.0.4\n" + Members,
        UnixFileMode.UserRead, Restart: true);

    private static string With(string own) => OwnConfig.WithMembers(own, Rendered).Content;
}
