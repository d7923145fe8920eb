using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

[Parallelizable]
public sealed class SshFileTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Program = Private | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    private RealSshd sshd = null!;
    private SshHost host = null!;

    [SetUp]
    public async Task StartAsync() => (sshd, host) = await SshdFixture.StartAsync();

    [TearDown]
    public Task StopAsync() => SshdFixture.StopAsync(host, sshd);

    [Test]
    public async Task Files_are_written_with_folders_and_modes_and_read_in_one_round_trip_each()
    {
        var folder = TestFolder.Create();
        var all = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var (one, two, three) = ($"{folder}/a/b/one", $"{folder}/it's $two\n", $"{folder}/three");
        var before = host.RoundTrips;

        await host.WriteAsync([File(one, all, Private), File(two, [], Program), File(three, [.. all, 10], Program)]);
        var contents = await host.ReadAsync([$"{folder}/none", one, two, three, $"{folder}/a", $"{folder}/x/none"]);

        Assert.That(host.RoundTrips - before, Is.EqualTo(2));
        Assert.That(contents.Keys, Is.EquivalentTo(new[] { one, two, three }));
        Assert.That(contents[one], Is.EqualTo(all));
        Assert.That(contents[two], Is.Empty);
        Assert.That(contents[three], Is.EqualTo(all.Append((byte)10)));
        Assert.That(new FileInfo(one).UnixFileMode, Is.EqualTo(Private));
        Assert.That(new FileInfo(two).UnixFileMode, Is.EqualTo(Program));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2), "temporary files are left");
    }

    [Test]
    public async Task What_stands_already_is_not_touched()
    {
        var path = Path.Combine(TestFolder.Create(), "file");
        await host.WriteAsync([File(path, "same"u8, Private)]);
        var long_ago = new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        System.IO.File.SetLastWriteTimeUtc(path, long_ago);

        await host.WriteAsync([File(path, "same"u8, Private)]);
        Assert.That(System.IO.File.GetLastWriteTimeUtc(path), Is.EqualTo(long_ago));

        await host.WriteAsync([File(path, "same"u8, Program)]);
        Assert.That(new FileInfo(path).UnixFileMode, Is.EqualTo(Program));

        await host.WriteAsync([File(path, "diff"u8, Program)]);
        Assert.That(await System.IO.File.ReadAllTextAsync(path), Is.EqualTo("diff"));
    }

    [Test]
    public async Task The_former_file_is_kept_for_one_generation_with_its_mode()
    {
        var path = Path.Combine(TestFolder.Create(), "a file");
        await host.WriteAsync([File(path, "one"u8, Program) with { KeepFormer = true }]);
        Assert.That(System.IO.File.Exists(path + ".former"), Is.False);

        // As after a kill between the two: the file itself stands there as the former one.
        await new LocalHost().RunAsync(Script.Of("ln \"$1\" \"$1.former\"", path));
        foreach (var (content, former) in new[] { ("two", "one"), ("three", "two"), ("three", "two") })
        {
            await host.WriteAsync(
                [File(path, System.Text.Encoding.UTF8.GetBytes(content), Private) with { KeepFormer = true }]);

            Assert.That(await System.IO.File.ReadAllTextAsync(path), Is.EqualTo(content));
            Assert.That(await System.IO.File.ReadAllTextAsync(path + ".former"), Is.EqualTo(former));
            Assert.That(new FileInfo(path + ".former").UnixFileMode, Is.EqualTo(former == "one" ? Program : Private));
        }
    }

    [Test]
    public async Task A_link_is_replaced_by_the_file_and_a_part_of_a_killed_run_removed()
    {
        var folder = TestFolder.Create();
        var path = Path.Combine(folder, "file");
        await System.IO.File.WriteAllTextAsync(path + ".target", "kept");
        System.IO.File.CreateSymbolicLink(path, path + ".target");
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, ".file~4711.part"), "a part");

        await host.WriteAsync([File(path, "kept"u8, Private)]);

        Assert.That(new FileInfo(path).LinkTarget, Is.Null);
        Assert.That(await System.IO.File.ReadAllTextAsync(path + ".target"), Is.EqualTo("kept"));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_full_disk_leaves_the_old_file()
    {
        var folder = TestFolder.Create();
        var mount = await new LocalHost().RunAsync(Script.Of("mount -t tmpfs -o size=64k none $1", folder));
        if (!mount.Succeeded)
        {
            Prerequisite.IsMissing($"A small file system cannot be mounted here ({mount.Error.Trim()}): run as root.");
        }

        try
        {
            var path = Path.Combine(folder, "file");
            await host.WriteAsync([File(path, "old"u8, Private)]);
            var large = Path.Combine(TestFolder.Create("large"), "large");
            await System.IO.File.WriteAllBytesAsync(large, new byte[1 << 20]);

            Assert.That(
                () => host.WriteAsync([File(path, new byte[1 << 20], Private)]),
                Throws.InstanceOf<HostException>().With.Message.Contains(path).And.Message.Contains("No space"));
            Assert.That(
                () => host.SendAsync(large, path),
                Throws.InstanceOf<HostException>().With.Message.Contains(path).And.Message.Contains("No space"));
            Assert.That(await System.IO.File.ReadAllTextAsync(path), Is.EqualTo("old"));
            Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        }
        finally
        {
            await new LocalHost().RunAsync(Script.Of("umount $1", folder));
        }
    }

    [Test]
    public void Paths_that_cannot_be_written_or_read_are_named()
    {
        const string Path = "/proc/nobody/writes/here", Unreadable = "/proc/self/mem";

        Assert.That(() => host.WriteAsync([File(Path, [], Private)]),
            Throws.InstanceOf<HostException>().With.Message.StartsWith($"{host.Name} cannot write {Path}"));
        Assert.That(() => host.ReadAsync([Unreadable]),
            Throws.InstanceOf<HostException>().With.Message.StartsWith($"{host.Name} cannot read {Unreadable}"));
        Assert.That(() => host.SendAsync("/nowhere", "/tmp/x"),
            Throws.InstanceOf<HostException>().With.Message.Contains("/nowhere"));
    }

    [Test]
    public async Task A_large_file_is_sent_with_its_mode_in_one_round_trip_and_its_progress_told()
    {
        var folder = TestFolder.Create();
        var (source, target) = (Path.Combine(folder, "source"), Path.Combine(folder, "to/tar get"));
        var content = new byte[50_000_000];
        Random.Shared.NextBytes(content);
        await System.IO.File.WriteAllBytesAsync(source, content);
        await new LocalHost().RunAsync(Script.Of("chmod 701 $1", source));
        var told = new Told();
        var before = host.RoundTrips;

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await host.SendAsync(source, target, told);
        TestContext.Progress.WriteLine($"50 MB: {50 / clock.Elapsed.TotalSeconds:0} MB/s");

        Assert.That((await System.IO.File.ReadAllBytesAsync(target)).AsSpan().SequenceEqual(content));
        Assert.That(new FileInfo(target).UnixFileMode, Is.EqualTo(Program));
        Assert.That(told.Last, Is.EqualTo(content.Length));
        Assert.That(host.RoundTrips - before, Is.EqualTo(1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_connection_cut_during_an_upload_leaves_the_old_file_and_no_part(bool daemonToo)
    {
        var folder = TestFolder.Create();
        var (source, target) = (Path.Combine(folder, "source"), Path.Combine(folder, "to/target"));
        await host.WriteAsync([File(target, "old"u8, Private)]);
        await System.IO.File.WriteAllBytesAsync(source, new byte[20_000_000]);
        var half = new Halfway();

        var sending = host.SendAsync(source, target, half);
        await half.Reached;
        if (daemonToo)
        {
            await sshd.KillAsync();
        }
        else
        {
            sshd.Cut();
        }

        half.GoOn();
        var lost = (await Assert.ThrowsAsync<ConnectionLostException>(() => sending))!;
        Assert.That(lost.Message, Does.Contain(host.Name).And.Contain($"copy {source} to {target}"));
        await Poll.UntilAsync(() => Directory.GetFiles(Path.Combine(folder, "to")).Length == 1, "A part is left");
        Assert.That(await System.IO.File.ReadAllTextAsync(target), Is.EqualTo("old"));
        if (daemonToo)
        {
            Assert.That(() => host.ReadAsync([target]), Throws.InstanceOf<HostUnreachableException>());
            await sshd.StartAsync();
        }

        await host.SendAsync(source, target);
        Assert.That(new FileInfo(target).Length, Is.EqualTo(20_000_000));
    }

    private static HostFile File(string path, ReadOnlySpan<byte> content, UnixFileMode mode) =>
        new(path, content.ToArray(), mode);

    private sealed class Told : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }

    private sealed class Halfway : IProgress<long>
    {
        private readonly TaskCompletionSource reached = new(), goOn = new();

        public Task Reached => reached.Task;

        public void GoOn() => goOn.SetResult();

        public void Report(long value)
        {
            if (value > 10_000_000 && reached.TrySetResult())
            {
                goOn.Task.Wait();
            }
        }
    }
}
