namespace Ensembles.Inventories;

/// <summary>How hosts are reached. All but <see cref="Kind"/> is for <see cref="ConnectionKind.Ssh"/> only.</summary>
public sealed record ConnectionSpec
{
    /// <summary><c>connection.type</c>.</summary>
    public required ConnectionKind Kind { get; init; }

    /// <summary>Account to log in as; null on a local connection.</summary>
    public string? User { get; init; }

    /// <summary>Default 22.</summary>
    public int Port { get; init; } = 22;

    /// <summary>
    /// Absolute path of the private key on this machine; null: those of the agent and of the configuration of ssh, else the
    /// usual ones, or a password.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Opens <see cref="Key"/>.</summary>
    public Secret? Passphrase { get; init; }

    /// <summary>Of <see cref="User"/>, for hosts that take passwords; null: none is offered.</summary>
    public Secret? Password { get; init; }

    /// <summary>
    /// Offer the keys of the agent behind <c>SSH_AUTH_SOCK</c>. Default: where neither key nor password is given.
    /// </summary>
    public bool Agent { get; init; }

    /// <summary>
    /// Absolute path of the one file of known host keys on this machine; null: those that ssh reads.
    /// </summary>
    public string? KnownHosts { get; init; }

    /// <summary>How the account gets root's rights on a host. Default: not at all.</summary>
    public BecomeKind Become { get; init; }

    /// <summary>Host through which the others are reached; null: straight.</summary>
    public JumpHost? Jump { get; init; }

    /// <summary>How the servers' client ports are reached. Default: <see cref="ClientPortAccess.Auto"/>.</summary>
    public ClientPortAccess ClientPorts { get; init; }

    /// <summary>How long to wait for a host to answer. Default 10 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many hosts are worked on at once, 1 to 256. Default 16.</summary>
    public int Parallel { get; init; } = 16;
}
