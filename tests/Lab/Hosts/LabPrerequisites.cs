namespace Lab.Hosts;

/// <summary>What hosts of a lab need of this machine.</summary>
public static class LabPrerequisites
{
    private static readonly (string Program, string Package)[] Programs =
    [
        ("unshare", "util-linux"), ("nsenter", "util-linux"), ("ip", "iproute2"), ("sshd", "openssh-server"),
        ("ssh", "openssh-client"), ("ssh-keygen", "openssh-client"), ("sudo", "sudo"), ("nft", "nftables"),
        ("ping", "iputils-ping"), ("python3", "python3"),
    ];

    /// <summary>Ends the test where something is missing.</summary>
    public static void Check()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("Hosts of a lab are network and mount namespaces of Linux: run the tests as root.");
        }

        Prerequisite.Programs(Programs);
    }
}
