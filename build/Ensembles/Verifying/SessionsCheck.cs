using Ensembles.Findings;
using Ensembles.Witnessing;

namespace Ensembles.Verifying;

/// <summary>The sessions that clients had before are the ones that they have now.</summary>
internal static class SessionsCheck
{
    private const string Name = "sessions";

    public static Check Of(WitnessRecord? witness)
    {
        if (witness is null)
        {
            return Check.Skipped(Name, "no witness ran");
        }

        var faults = witness.Sessions
            .Where(session => session.Lost > 0 || !session.Alive)
            .Select(session => $"session {session.Index} of the witness " +
                (session.Alive ? "is alive" : "did not answer at the end") +
                (session.Lost > 0 ? $", {Count.Of(session.Lost, "session")} expired before" : "") +
                (session.LastFault is null ? "" : $": {session.LastFault}"))
            .ToList();
        return faults.Count == 0
            ? Check.Passed(Name, $"{Count.Of(witness.Sessions.Length, "session")} of the witness lived through the run")
            : Check.Warning(
                CheckCodes.SessionsLost,
                Name, $"of {Count.Of(witness.Sessions.Length, "session")} of the witness {faults.Count} did not last",
                faults);
    }
}
