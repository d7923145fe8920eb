namespace Ensembles.Findings;

/// <summary>How servers differ from their inventory, or from how they were left.</summary>
public static class DriftCodes
{
    public static readonly FindingCode Setting = new(3001, "Setting differs",
        "A running server was started with another value than the inventory's.",
        "A rollout restarts the server with the inventory's value.");

    public static readonly FindingCode Edited = new(3002, "File changed since the start",
        "A file was changed since the server was started, to something else than the inventory says: by hand, or by a run that was ended.",
        "Write the value into the inventory if it is the right one; otherwise a rollout replaces it.");

    public static readonly FindingCode Role = new(3003, "Role, group or weight differs",
        "A member has another role, group or weight than the inventory says.",
        "A rollout changes it.");

    public static readonly FindingCode Members = new(3004, "List of members differs",
        "A restart would give the server another list of members than the one that it runs with.",
        "Do not restart the server by hand; see --target=Plan.");

    public static readonly FindingCode Unlisted = new(3005, "Member missing in the inventory",
        "The configuration in force names a server that the inventory does not have.",
        "Write it into the inventory if it shall stay.");

    public static readonly FindingCode Service = new(3006, "Service manager differs",
        "What keeps the server running is not what the inventory says, so the suite cannot stop it.",
        "Write the service manager that keeps it running under service.");

    public static readonly FindingCode Names = new(3007, "Host name resolves differently",
        "A server's name means another address on some host, or the host itself.",
        "Make DNS and /etc/hosts agree on all hosts.");

    public static readonly FindingCode Unmodelled = new(3008, "Configuration that plans cannot be proved with",
        "A line or a place decides over quorums or data in a way that the suite does not model.",
        "See the message; no target changes such an ensemble.");
}
