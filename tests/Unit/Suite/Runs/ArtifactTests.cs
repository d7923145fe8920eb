using Ensembles.Rendering;
using Suite.Workflows;

namespace Unit.Suite.Runs;

internal sealed class ArtifactTests
{
    /// <summary>Two people plan for the same ensemble in one folder; each file is one of theirs, whole.</summary>
    [Test]
    public void Runs_that_render_at_once_do_not_hinder_each_other()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "zoo.cfg");
        var files = Enumerable.Range(0, 8).Select(number => File(new string((char)('a' + number), 2000))).ToList();

        Parallel.For(0, 800, turn => Artifact.Write(path, files[turn % files.Count]));

        Assert.That(files.Select(file => file.Content), Does.Contain(System.IO.File.ReadAllText(path)));
        Assert.That(Directory.EnumerateFiles(folder.Path), Is.EqualTo([path]), "no part is left");
    }

    [Test]
    public void A_file_that_is_so_already_is_told_from_one_that_was_changed()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "zoo.cfg");

        Assert.That(Artifact.Write(path, File("a")), Is.True);
        Assert.That(Artifact.Write(path, File("a")), Is.False);
        Assert.That(Artifact.Write(path, File("b")), Is.True);
    }

    private static RenderedFile File(string content) =>
        new("zoo.cfg", "/nowhere/zoo.cfg", content, UnixFileMode.UserRead | UnixFileMode.UserWrite, false);
}
