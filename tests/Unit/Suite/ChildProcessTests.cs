using Suite.Testing;

namespace Unit.Suite;

[Platform(Exclude = "Win", Reason = "The children are shell scripts.")]
internal sealed class ChildProcessTests
{
    [Test]
    public async Task Both_streams_are_read_to_their_end()
    {
        var lines = new List<string>();
        var exitCode = await ChildProcess.RunAsync(
            "/bin/sh", ["-c", "echo \"$1\"; echo error >&2; printf last; exit 3", "sh", "a  'b'"], "/", lines.Add);

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(lines, Is.EquivalentTo(new[] { "a  'b'", "error", "last" }));
    }
}
