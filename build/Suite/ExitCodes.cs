namespace Suite;

/// <summary>What CI sees. 0: done, or nothing to do.</summary>
public static class ExitCodes
{
    public const int Failed = 1;

    /// <summary>An inventory or an argument is wrong; nothing was touched.</summary>
    public const int WrongInput = 2;

    /// <summary>What was asked could lose data; nothing was touched.</summary>
    public const int Refused = 3;

    /// <summary>A host or server is not fit for it; nothing was touched.</summary>
    public const int Preflight = 4;

    /// <summary>Another rollout holds the ensemble.</summary>
    public const int Locked = 5;

    /// <summary>Ctrl-C or SIGTERM; the next run goes on from there.</summary>
    public const int Interrupted = 130;
}
