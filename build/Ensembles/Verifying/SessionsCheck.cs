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
                (session.Lost > 0 ? $", expired {session.Lost} times before" : "") +
                (session.LastFault is null ? "" : $": {session.LastFault}"))
            .ToList();
        return faults.Count == 0
            ? Check.Passed(Name, $"all {witness.Sessions.Length} sessions of the witness lived through the run")
            : Check.Warning(
                Name, $"{faults.Count} of {witness.Sessions.Length} sessions of the witness did not last", faults);
    }
}
