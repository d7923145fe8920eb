using System.IO.Compression;
using Debian;
using Lab;

namespace Unit.Debian;

public sealed class JarTests
{
    [TestCase("Main-Class: M\nClass-Path: a.jar b.jar\nCreated-By: x\n", "Main-Class: M\nCreated-By: x\n")]
    [TestCase(
        "A: 1\r\nClass-Path: /usr/share/java/jackson-core.jar /usr/sha\r\n re/java/x.jar /usr\r\n /x\r\nB: 2\r\n",
        "A: 1\r\nB: 2\r\n")]
    [TestCase("A: 1\nclass-path: last.jar", "A: 1\n")]
    [TestCase("A: 1\nX-Class-Path: a.jar\n y\n", "A: 1\nX-Class-Path: a.jar\n y\n")]
    public void The_class_path_leaves_a_manifest_with_its_continuation_lines(string before, string after) =>
        Assert.That(Jar.WithoutClassPath(before), Is.EqualTo(after));

    [TestCase("zookeeper.jar", "zookeeper")]
    [TestCase("zookeeper-jute-3.9.6.jar", "zookeeper-jute")]
    [TestCase("jetty9-util-ajax-9.4.57.v20241219.jar", "jetty9-util-ajax")]
    [TestCase("log4j-1.2-1.2.17.jar", "log4j")]
    [TestCase("slf4j-log4j12-1.7.32.jar", "slf4j-log4j12")]
    [TestCase("jackson-annotations-2.22.jar", "jackson-annotations")]
    public void A_version_is_no_part_of_a_jars_name(string file, string name) =>
        Assert.That(Jar.BaseName(file), Is.EqualTo(name));

    [Test]
    public void A_copied_jar_keeps_everything_but_the_class_path()
    {
        var folder = TestFolder.Create();
        var (source, target) = (Path.Combine(folder, "source.jar"), Path.Combine(folder, "target.jar"));
        using (var jar = ZipFile.Open(source, ZipArchiveMode.Create))
        {
            Write(jar, "META-INF/MANIFEST.MF", "Main-Class: M\nClass-Path: x.jar\n");
            Write(jar, "M.class", "code");
        }

        Jar.CopyWithoutClassPath(source, target);

        using var copy = ZipFile.OpenRead(target);
        Assert.That(copy.Entries.Select(entry => entry.FullName),
            Is.EquivalentTo(new[] { "META-INF/MANIFEST.MF", "M.class" }));
        Assert.That(Read(copy, "META-INF/MANIFEST.MF"), Is.EqualTo("Main-Class: M\n"));
        Assert.That(Read(copy, "M.class"), Is.EqualTo("code"));
    }

    private static void Write(ZipArchive jar, string name, string text)
    {
        using var writer = new StreamWriter(jar.CreateEntry(name).Open());
        writer.Write(text);
    }

    private static string Read(ZipArchive jar, string name)
    {
        using var reader = new StreamReader(jar.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
