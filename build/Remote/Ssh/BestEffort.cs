using System.Net.Sockets;
using Renci.SshNet.Common;

namespace Remote.Ssh;

/// <summary>
/// Ends what may be gone already: that takes little time, and what goes wrong with it is of no interest.
/// </summary>
internal static class BestEffort
{
    /// <summary>The library waits for answers of a host that may give none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task DisposeAsync(IDisposable ended)
    {
        try
        {
            await Task.Run(ended.Dispose).WaitAsync(Patience);
        }
        catch (Exception e) when (e is SshException or SocketException or InvalidOperationException or TimeoutException)
        {
            // Also where a tunnel ends at the same time (ObjectDisposedException is an InvalidOperationException).
        }
    }
}
