namespace Ensembles.HostAccess;

/// <summary>What a run spends its time on, whichever target asks for it.</summary>
public enum RunPart
{
    /// <summary>Processes, files and answers of all servers are read.</summary>
    Looking,

    /// <summary>Hosts are asked whether the change can be made on them.</summary>
    Preflight,

    /// <summary>The release is on its way to a host.</summary>
    Transfer,

    /// <summary>A host unpacks it.</summary>
    Unpacking,

    /// <summary>The newest data are copied and read.</summary>
    SafetyCopy,

    /// <summary>A server is stopped where it ran, and started, until it says that it serves.</summary>
    UntilItServes,

    /// <summary>What is measured before a step, and behind one once the server serves.</summary>
    Gates,

    /// <summary>The verification at the end.</summary>
    Verification,
}
