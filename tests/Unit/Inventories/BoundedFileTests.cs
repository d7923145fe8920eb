using System.Diagnostics;
using Ensembles.Inventories;
using Lab;

namespace Unit.Inventories;

internal sealed class BoundedFileTests
{
    [Test]
    public void A_device_that_never_ends_is_refused() =>
        Assert.That(() => BoundedFile.Read("/dev/zero", 1000), Throws.InstanceOf<IOException>());

    [Test]
    public void A_pipe_that_nobody_writes_to_is_given_up()
    {
        var pipe = Pipe();

        Assert.That(
            () => BoundedFile.Read(pipe, 1000, TimeSpan.FromSeconds(0.3)),
            Throws.InstanceOf<IOException>().With.Message.Contains("no end of its text"));

        // Lets the thread go that was left behind; without a lock of its own, which the reader's would refuse by chance.
        using var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
    }

    [Test]
    public async Task A_pipe_that_somebody_writes_to_is_read()
    {
        var pipe = Pipe();
        var writing = Task.Run(() => File.WriteAllText(pipe, "secret\n"));

        Assert.That(BoundedFile.Read(pipe, 1000), Is.EqualTo("secret\n"));
        await writing;
    }

    [Test]
    public void What_cannot_be_opened_says_why()
    {
        Assert.That(() => BoundedFile.Read("/no/such", 10), Throws.InstanceOf<IOException>());
        Assert.That(
            () => BoundedFile.Read(TestFolder.Create(), 10),
            Throws.InstanceOf<UnauthorizedAccessException>().Or.InstanceOf<IOException>());
    }

    private static string Pipe()
    {
        var path = Path.Combine(TestFolder.Create(), "pipe");
        using var mkfifo = Process.Start("mkfifo", path);
        mkfifo.WaitForExit();
        return path;
    }
}
