using System.Globalization;
using static Ensembles.Observing.HostNumber;

namespace Ensembles.Observing.Processes;

/// <summary>One process, not a later one that was given its number again.</summary>
/// <param name="Pid">Process id on the host.</param>
/// <param name="StartTicks">
/// When it was started, in ticks of 1/100 s since the host's boot (<c>/proc/PID/stat</c>, field 22); 0 where the host
/// does not tell.
/// </param>
public readonly record struct ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>
    /// What <c>started/pid</c> says: number and start; the start is 0 where an earlier version of the suite wrote it.
    /// </summary>
    /// <returns>Null where it says no process.</returns>
    public static ProcessIdentity? Parse(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var pid] when Digits(pid) is > 0 and var number => new((int)number, 0),
        [var pid, var start, ..] when Digits(pid) is > 0 and var number => new((int)number, Digits(start) ?? 0),
        _ => null,
    };

    /// <summary>The same process; where one of the two lacks its start, by the number alone.</summary>
    public bool Is(ProcessIdentity other) => Pid == other.Pid
        && (StartTicks == other.StartTicks || StartTicks == 0 || other.StartTicks == 0);

    public override string ToString() => Pid.ToString(CultureInfo.InvariantCulture);
}
