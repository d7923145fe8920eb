using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories.Security;

namespace Ensembles.Verifying;

/// <summary>Every server takes clients by TLS, with a certificate of the authorities that has its name and is valid.</summary>
internal static class TlsCheck
{
    private const string Name = "tls";

    public static async Task<Check> RunAsync(VerificationOptions options, Deadline deadline)
    {
        var readings = await Task.WhenAll(options.Servers.Select(async server =>
        {
            try
            {
                return (server, Seen: (TlsReading?)await options.Tls!(server.Id, deadline.Cancellation).WaitAsync(deadline.Within), Fault: "");
            }
            catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException or TimeoutException)
            {
                return (server, null, fault.Message);
            }
        }));
        if (readings.Where(one => one.Seen is null).ToList() is { Count: > 0 } failed)
        {
            return Check.Failed(CheckCodes.Tls, Name, $"{failed.Count} of {readings.Length} servers take no client by TLS",
                failed.Select(one => $"{one.server}: {one.Fault}"));
        }

        if (readings.Where(one => !one.Seen!.IsWanted).Select(one => $"{one.server}").ToList() is { Count: > 0 } others)
        {
            return Check.Warning(CheckCodes.OtherCertificate, Name,
                $"another certificate than the inventory's is shown by {string.Join(", ", others)}");
        }

        var first = readings.MinBy(one => one.Seen!.NotAfter);
        var days = first.Seen!.DaysLeft(TimeProvider.System);
        var evidence = $"{string.Join(", ", readings.Select(one => one.Seen!.Protocol).Distinct().Order())} with all of " +
            $"{readings.Length} servers; the first certificate ends in {days} days ({first.server})";
        return days < Validity.SoonDays ? Check.Warning(CheckCodes.CertificateEnds, Name, evidence) : Check.Passed(Name, evidence);
    }
}
