using System.Formats.Tar;
using System.IO.Compression;
using Debian;
using Lab;

namespace Unit.Debian;

public sealed class StableArchiveTests
{
    [Test]
    public void The_bytes_depend_on_names_and_contents_alone()
    {
        var (one, two) = (Pack("one", "a", "b/c", "b/d.sh"), Pack("two", "b/d.sh", "a", "b/c"));

        Assert.That(File.ReadAllBytes(one), Is.EqualTo(File.ReadAllBytes(two)));
    }

    [Test]
    public void Scripts_are_executable_and_folders_come_before_their_files()
    {
        using var tar = new TarReader(new GZipStream(
            File.OpenRead(Pack("one", "top.txt", "b/d.sh")), CompressionMode.Decompress));
        var entries = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            entries.Add($"{Convert.ToString((int)entry.Mode, 8)} {entry.Name}");
        }

        Assert.That(entries, Is.EqualTo(new[] { "755 top/", "755 top/b/", "755 top/b/d.sh", "644 top/top.txt" }));
    }

    private static string Pack(string purpose, params string[] files)
    {
        var folder = TestFolder.Create(purpose);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, "top", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file);
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(Random.Shared.Next(20_000)));
        }

        var target = Path.Combine(folder, "archive.tar.gz");
        StableArchive.Write(target, folder, "top");
        return target;
    }
}
