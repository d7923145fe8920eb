using System.Globalization;
using System.Runtime.InteropServices;

namespace Suite.Runs;

/// <summary>The signals by which people, terminals and build servers end a run.</summary>
internal static class EndingSignals
{
    /// <param name="handler">Called on a thread of its own for each signal that comes.</param>
    public static PosixSignalRegistration[] Register(Action<PosixSignalContext> handler) =>
        [.. All().Select(signal => PosixSignalRegistration.Create(signal, handler))];

    private static IEnumerable<PosixSignal> All() =>
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, .. IsHangupIgnored() ? [] : new[] { PosixSignal.SIGHUP }];

    /// <summary>As <c>nohup</c> has it: the end of the terminal is not to be the run's. Handling the signal would undo that.</summary>
    private static bool IsHangupIgnored()
    {
        const string Ignored = "SigIgn:", Status = "/proc/self/status";
        return File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is { } mask
            && ulong.TryParse(mask[Ignored.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) && (bits & 1) != 0;
    }
}
