using Lab;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>What most tests over SSH begin and end with: a daemon, and a host that is connected to it.</summary>
internal static class SshdFixture
{
    public static async Task<(RealSshd Sshd, SshHost Host)> StartAsync()
    {
        var sshd = await RealSshd.StartAsync();
        try
        {
            return (sshd, await SshHost.ConnectAsync(sshd.Target));
        }
        catch
        {
            await sshd.DisposeAsync();
            throw;
        }
    }

    /// <param name="all">Null what was not come to.</param>
    public static async Task StopAsync(params IEnumerable<IAsyncDisposable?> all)
    {
        foreach (var each in all.OfType<IAsyncDisposable>())
        {
            await each.DisposeAsync();
        }
    }
}
