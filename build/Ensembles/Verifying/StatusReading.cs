using ZooKeeper;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>What the word <c>srvr</c> gave.</summary>
/// <param name="Status">Null when nothing answered.</param>
/// <param name="Fault">Null when something answered.</param>
internal sealed record StatusReading(VerificationTarget Target, ServerStatus? Status, string? Fault)
{
    public static async Task<StatusReading> TakeAsync(
        VerificationTarget target, TimeSpan within, Func<HostPort, CancellationToken, Task<Stream>>? connector,
        CancellationToken cancellation)
    {
        ServerStatus? status = null;
        var fault = await Faults.OfAsync(
            async () => status = await ServerStatus.AskAsync(target.Address, within, connector, cancellation));
        return new StatusReading(target, status, fault);
    }
}
