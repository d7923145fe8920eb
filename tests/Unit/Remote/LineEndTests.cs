using Remote;
using Remote.Ssh;
using Unit.Inventories;

namespace Unit.Remote;

/// <summary>A checkout with the line ends of Windows gives scripts that Linux runs.</summary>
internal sealed class LineEndTests
{
    [Test]
    public void A_script_has_the_line_ends_of_Linux()
    {
        Assert.That(new Script("a\r\nb\r\n").Text, Is.EqualTo("a\nb\n"));
        Assert.That((new Script("") with { Text = "a\r\nb" }).Text, Is.EqualTo("a\nb"));
        Assert.That(Quoting.Line("a\r\nb", []), Is.EqualTo(Quoting.Line("a\nb", [])));
    }

    [Test]
    public void Line_ends_are_pinned_for_every_checkout() => Assert.That(
        File.ReadAllLines(Path.Combine(Checkout.Root, ".gitattributes")), Does.Contain("* text=auto eol=lf"));

    [Test]
    public void No_file_of_the_checkout_has_others() => Assert.That(
        new[] { "build", "templates", "inventories" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*", SearchOption.AllDirectories))
            .Append(Path.Combine(Checkout.Root, "build.sh"))
            .Where(file => File.ReadAllText(file).Contains('\r')),
        Is.Empty);
}
