using System.Diagnostics;
using Lab;
using Remote;

namespace Unit.Remote;

public sealed class LocalLockTests
{
    private static readonly LocalHost Host = new();

    [Test]
    public async Task A_folder_of_a_server_excludes_runs_that_know_the_ensemble_by_another_name()
    {
        string folder = TestFolder.Create(), data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        string[] folders = [data, Path.Combine(folder, "not there")];
        await using (await Host.LockAsync(Path.Combine(folder, "one.lock"), "anna", folders))
        {
            Assert.That(
                () => Host.LockAsync(Path.Combine(folder, "two.lock"), "ben", folders),
                Throws.InstanceOf<HostLockedException>().With.Message.Contains(data)
                    .And.Message.Contains("by another name"));
        }

        await using var free = await Host.LockAsync(Path.Combine(folder, "two.lock"), "ben", folders);
        Assert.That(Directory.EnumerateFileSystemEntries(data), Is.Empty);
    }

    [Test]
    public async Task A_second_holder_is_refused_and_told_the_first()
    {
        var path = Path.Combine(TestFolder.Create(), "locks/ensemble");
        await using var held = await Host.LockAsync(path, "anna on ops1, process 4711");

        var refusal = (await Assert.ThrowsAsync<HostLockedException>(() => Host.LockAsync(path, "ben")))!;

        Assert.That(refusal.Holder, Is.EqualTo("anna on ops1, process 4711"));
        Assert.That(refusal.Message, Does.Contain(path).And.Contain("localhost"));
    }

    [Test]
    public async Task A_freed_lock_can_be_taken_and_names_its_new_holder_only()
    {
        var path = Path.Combine(TestFolder.Create(), "lock");
        await (await Host.LockAsync(path, "somebody with a long name")).DisposeAsync();
        Assert.That(FileLock.Holder(path), Is.Empty);

        await using var held = await Host.LockAsync(path, "ben");

        Assert.That(FileLock.Holder(path), Is.EqualTo("ben"));
    }

    [Test]
    public async Task The_lock_of_a_killed_process_is_free()
    {
        var path = Path.Combine(TestFolder.Create(), "lock");
        var holder = await GuardedProcess.StartAsync(path + ".log", "/",
            ["sh", "-c", "exec 9>>$0; flock 9; echo other >&9; exec sleep 600", path]);
        await Poll.UntilAsync(() => File.Exists(path) && FileLock.Holder(path) == "other", "The lock is not taken");
        Assert.That(
            () => Host.LockAsync(path, "we"),
            Throws.InstanceOf<HostLockedException>().With.Property("Holder").EqualTo("other"));

        await holder.KillAsync();

        await using var held = await Host.LockAsync(path, "we");
        Assert.That(FileLock.Holder(path), Is.EqualTo("we"));
    }

    [Test]
    public async Task Another_process_cannot_take_what_we_hold()
    {
        var path = Path.Combine(TestFolder.Create(), "lock");
        var attempt = Script.Of("flock -n $1 true", path);
        await using (await Host.LockAsync(path, "we"))
        {
            Assert.That((await Host.RunAsync(attempt)).ExitCode, Is.EqualTo(1));
        }

        Assert.That((await Host.RunAsync(attempt)).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Children_do_not_inherit_the_lock()
    {
        var path = Path.Combine(TestFolder.Create(), "lock");
        await using var held = await Host.LockAsync(path, "we");

        using var child = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        var script = await Host.RunAsync(Script.Of("ls -l /proc/$$/fd"));

        var files = Directory.GetFiles($"/proc/{child.Id}/fd").Select(file => new FileInfo(file).LinkTarget);
        child.Kill();
        Assert.That(files, Has.None.EqualTo(path));
        Assert.That(script.Output, Does.Contain("/output").And.Not.Contain(path));
    }
}
