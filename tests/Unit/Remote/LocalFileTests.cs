using System.Text;
using Lab;
using Remote;

namespace Unit.Remote;

public sealed class LocalFileTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Script = Private | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    private static readonly LocalHost Host = new();

    [Test]
    public async Task Files_are_written_with_their_folders_and_modes()
    {
        var folder = TestFolder.Create();
        var (one, two) = (Path.Combine(folder, "a/b/one"), Path.Combine(folder, "two"));

        await Host.WriteAsync([File(one, "1", Private), File(two, "22", Script)]);

        var contents = await Host.ReadAsync([one, two, Path.Combine(folder, "none"), Path.Combine(folder, "a/none")]);
        Assert.That(contents.Keys, Is.EquivalentTo(new[] { one, two }));
        Assert.That(Encoding.UTF8.GetString(contents[two]), Is.EqualTo("22"));
        Assert.That(new FileInfo(one).UnixFileMode, Is.EqualTo(Private));
        Assert.That(new FileInfo(two).UnixFileMode, Is.EqualTo(Script));
        Assert.That(Directory.GetFiles(folder), Is.EqualTo(new[] { two }), "temporary files are left");
    }

    [Test]
    public async Task Root_leaves_files_to_those_who_own_them_or_their_folder()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("Only root can give files to others: run the tests as root.");
        }

        var folder = TestFolder.Create();
        var (theirs, ours, old) = (
            Path.Combine(folder, "theirs"), Path.Combine(folder, "ours"), Path.Combine(folder, "ours", "old"));
        const string Make = "mkdir $1 $2; echo old >$3; chown 65534:65534 $1 $3";
        Assert.That((await Host.RunAsync(global::Remote.Script.Of(Make, theirs, ours, old))).ExitCode, Is.Zero);

        await Host.WriteAsync(
        [
            File(Path.Combine(theirs, "new"), "1", Private), File(Path.Combine(ours, "new"), "2", Private),
            File(old, "é", Private) with { KeepFormer = true },
        ]);

        var owners = await Host.RunAsync(global::Remote.Script.Of(
            "stat -c %u:%a $1/new $2/new $3 $3.former; cat $3", theirs, ours, old));
        Assert.That(owners.Output, Is.EqualTo("65534:600\n0:600\n65534:600\n65534:644\né"));
    }

    [TestCase("build/Remote/write-file.sh")]
    [TestCase("templates/zoo.cfg.scriban")]
    public void What_tells_the_suites_own_file_is_written_and_looked_for(string file) => Assert.That(
        System.IO.File.ReadAllText(Path.Combine(ProjectFolders.Root, file)), Does.Contain(LocalFile.Mark));

    [TestCase("")]
    [TestCase("chown 65534:65534 \"$1\" \"$1/zoo.cfg\"", Description = "by the script, as on other hosts")]
    public async Task What_a_file_keeps_from_others_stays_kept_and_theirs_stays_the_former_one(string owner)
    {
        if (owner.Length > 0 && !Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("Only root can give files to others: run the tests as root.");
        }

        var folder = TestFolder.Create();
        var path = Path.Combine(folder, "zoo.cfg");
        await Host.RunAsync(global::Remote.Script.Of(
            $"echo '# theirs' >\"$1/zoo.cfg\"; chmod 600 \"$1/zoo.cfg\"; {owner}", folder));

        foreach (var content in new[] { "first", "second" })
        {
            await Host.WriteAsync(
            [
                File(path, $"# Server 1: what is written here comes from the inventory.\n{content}\n", Private | UnixFileMode.OtherRead)
                    with { KeepFormer = true },
            ]);
        }

        var left = await Host.RunAsync(global::Remote.Script.Of("tail -n 1 $1; cat $1.former; stat -c %a $1", path));
        Assert.That(left.Output, Is.EqualTo("second\n# theirs\n600\n"));
    }

    [Test]
    public async Task What_stands_already_is_not_touched()
    {
        var path = Path.Combine(TestFolder.Create(), "file");
        await Host.WriteAsync([File(path, "same", Private)]);
        var long_ago = new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        System.IO.File.SetLastWriteTimeUtc(path, long_ago);

        await Host.WriteAsync([File(path, "same", Private)]);
        Assert.That(System.IO.File.GetLastWriteTimeUtc(path), Is.EqualTo(long_ago));

        await Host.WriteAsync([File(path, "same", Script)]);
        Assert.That(new FileInfo(path).UnixFileMode, Is.EqualTo(Script));

        await Host.WriteAsync([File(path, "diff", Script)]);
        Assert.That(await System.IO.File.ReadAllTextAsync(path), Is.EqualTo("diff"));
    }

    [Test]
    public async Task The_former_file_is_kept_for_one_generation_with_its_mode()
    {
        var path = Path.Combine(TestFolder.Create(), "file");
        await Host.WriteAsync([File(path, "one", Script) with { KeepFormer = true }]);
        Assert.That(System.IO.File.Exists(path + ".former"), Is.False);

        foreach (var (content, former) in new[] { ("two", "one"), ("three", "two"), ("three", "two") })
        {
            await Host.WriteAsync([File(path, content, Private) with { KeepFormer = true }]);

            Assert.That(await System.IO.File.ReadAllTextAsync(path), Is.EqualTo(content));
            Assert.That(await System.IO.File.ReadAllTextAsync(path + ".former"), Is.EqualTo(former));
            Assert.That(new FileInfo(path + ".former").UnixFileMode, Is.EqualTo(former == "one" ? Script : Private));
        }
    }

    [Test]
    public async Task A_part_that_a_killed_run_left_is_no_hindrance()
    {
        var path = Path.Combine(TestFolder.Create(), "file");
        var part = Path.Combine(Path.GetDirectoryName(path)!, ".file.part");
        await System.IO.File.WriteAllTextAsync(part, "a longer part");

        await Host.WriteAsync([File(path, "new", Private)]);

        Assert.That(await System.IO.File.ReadAllTextAsync(path), Is.EqualTo("new"));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_full_disk_leaves_the_old_file()
    {
        var folder = TestFolder.Create();
        var mount = await Host.RunAsync(global::Remote.Script.Of("mount -t tmpfs -o size=64k none $1", folder));
        if (!mount.Succeeded)
        {
            Prerequisite.IsMissing($"A small file system cannot be mounted here ({mount.Error.Trim()}): run as root.");
        }

        try
        {
            var path = Path.Combine(folder, "file");
            await Host.WriteAsync([File(path, "old", Private)]);

            Assert.That(
                () => Host.WriteAsync([File(path, new string('x', 1 << 20), Private)]),
                Throws.InstanceOf<HostException>().With.Message.Contains(path));
            Assert.That(await System.IO.File.ReadAllTextAsync(path), Is.EqualTo("old"));
            Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        }
        finally
        {
            await Host.RunAsync(global::Remote.Script.Of("umount $1", folder));
        }
    }

    [Test]
    public void A_path_that_cannot_be_written_is_named()
    {
        const string Path = "/proc/nobody/writes/here";

        Assert.That(() => Host.WriteAsync([File(Path, "", Private)]),
            Throws.InstanceOf<HostException>().With.Message.StartsWith("localhost cannot write " + Path));
    }

    [Test]
    public async Task A_large_file_is_copied_and_its_progress_told()
    {
        var folder = TestFolder.Create();
        var (source, target) = (Path.Combine(folder, "source"), Path.Combine(folder, "to/target"));
        var content = new byte[3_000_000];
        Random.Shared.NextBytes(content);
        await System.IO.File.WriteAllBytesAsync(source, content);
        var told = new Told();

        await Host.SendAsync(source, target, told);

        Assert.That(await System.IO.File.ReadAllBytesAsync(target), Is.EqualTo(content));
        Assert.That(told.Last, Is.EqualTo(content.Length));
    }

    private static HostFile File(string path, string content, UnixFileMode mode) =>
        new(path, Encoding.UTF8.GetBytes(content), mode);

    private sealed class Told : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }
}
