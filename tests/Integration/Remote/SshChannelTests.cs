using System.Text;
using Lab;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>
/// A channel's number is used again as soon as both sides have closed it: what still comes for the old one is taken for
/// the new one's.
/// </summary>
[Parallelizable]
public sealed class SshChannelTests
{
    /// <summary>Who reads nothing must not end before all has come that it was to be given.</summary>
    [TestCase("exit 3", 3)]
    [TestCase("read -r _; exit 4", 4)]
    [TestCase("kill -9 $(sh -c 'echo $PPID')", 128 + 9)]
    public async Task No_program_ends_before_its_input_does(string program, int code)
    {
        await using var sshd = await RealSshd.StartAsync();
        await using var connection = new SshConnection(sshd.Target);
        var given = false;

        var reply = await new RemoteShell(connection).RunAsync(
            "end early", program, [], Give, TimeSpan.FromSeconds(30), CancellationToken.None);

        Assert.That(given, Is.True);
        Assert.That(reply.ExitCode, Is.EqualTo(code));

        void Give(Stream input)
        {
            for (var part = 0; part < 5; part++)
            {
                Thread.Sleep(50); // Time enough for the host to end the program, and its channel with it.
                input.Write(Encoding.ASCII.GetBytes(new string('x', 100_000) + "\n"));
            }

            given = true;
        }
    }
}
