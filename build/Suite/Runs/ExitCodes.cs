using System.Collections.Immutable;

namespace Suite.Runs;

/// <summary>What CI sees. 0: done, or nothing to do; <c>Status</c>: looked, whatever the servers are.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    public const int Failed = 1;

    /// <summary>An inventory or an argument is wrong; nothing was touched.</summary>
    public const int WrongInput = 2;

    /// <summary>
    /// What was asked could lose data; nothing was touched. Also where nothing was asked but <c>Status</c> and two
    /// servers lead, each with a tree of its own.
    /// </summary>
    public const int Refused = 3;

    /// <summary>A host or server is not fit for it; nothing was touched.</summary>
    public const int Preflight = 4;

    /// <summary>Another rollout holds the ensemble.</summary>
    public const int Locked = 5;

    /// <summary><c>Plan --detailed-exitcode</c> only: there is something to do. Terraform's 2 is taken here.</summary>
    public const int ChangesPending = 6;

    /// <summary>Ctrl-C or SIGTERM; the next run goes on from there.</summary>
    public const int Interrupted = 130;

    /// <summary>All of them, for the help.</summary>
    public static ImmutableArray<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done, or nothing to do; Status: looked, also where servers are down"),
        (Failed, "failed; Verify: the ensemble is not what it should be"),
        (WrongInput, "wrong input: an argument or the inventory; nothing was touched"),
        (Refused, "refused as unsafe; nothing was touched"),
        (Preflight, "the hosts are not fit for it; nothing was touched"),
        (Locked, "another run holds the ensemble"),
        (ChangesPending, "Plan --detailed-exitcode: there is something to do"),
        (Interrupted, "interrupted; the same command goes on"),
    ];
}
