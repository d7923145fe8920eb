namespace Ensembles.Findings;

/// <summary>What the target Hosts measures and finds unfit.</summary>
public static partial class HostCodes
{
    public static readonly FindingCode DiskSlow = new(2601, "Disk of the transaction log slow",
        "Every write waits until it is on the disk of the transaction log (fdatasync). From some hundredths of the time after "
        + "which a follower is dropped (tickTime times syncLimit) clients feel it; a twentieth endangers the quorum.",
        "Give the transaction log a disk of its own (paths.dataLog), and see what else writes there.");

    public static readonly FindingCode DiskNotMeasured = new(2602, "Disk of the transaction log not measured",
        "The small file that is written for the measurement could not be made in the folder.",
        "Run the suite as an account that may write there.");

    public static readonly FindingCode ServerSwapped = new(2603, "Server in the swap",
        "A part of the server's memory was moved to the disk. Java reads all of its heap when it collects garbage, and the "
        + "server answers nobody meanwhile.",
        "Free memory, switch the swap off and restart the server.");

    public static readonly FindingCode Swappiness = new(2604, "Host likes to swap",
        "The host has swap, and vm.swappiness lets the kernel move heaps there to have more room for cached files.",
        "Set vm.swappiness to 1, or switch the swap off.");

    public static readonly FindingCode HugePages = new(2605, "Transparent huge pages always on",
        "The kernel may stop a process at any time to put its memory together into huge pages.",
        "Set transparent_hugepage/enabled to madvise or never.");

    public static readonly FindingCode FilesFew = new(2606, "Few open files allowed",
        "Each connection of a client is an open file. A server that may open no more refuses clients, and cannot write "
        + "snapshots or logs.",
        "Raise the limit of the unit or account.");

    public static readonly FindingCode HeapFull = new(2607, "Heap small for the tree",
        "The whole tree is in memory and takes more room there than in a snapshot.",
        "Raise java.heap, or remove what fills the tree.");

    public static readonly FindingCode HeapBeyondMemory = new(2608, "Heap large for the memory",
        "The heaps of the servers that run on the host leave too little memory for the rest of Java and for cached files.",
        "Lower java.heap.");

    public static readonly FindingCode ClockFree = new(2609, "Clock not synchronised",
        "No time service keeps the clock of the host, so logs, times of znodes and certificates disagree in time.",
        "Let a time service set it.");

    public static readonly FindingCode ClocksApart = new(2610, "Clocks of two hosts differ",
        "Two hosts differ by more than half a tick, so that the logs of one election cannot be put side by side; Kerberos "
        + "refuses logins from five minutes on.",
        "Let one time service set both.");
}
