using System.Collections.Immutable;
using System.Net.Sockets;

namespace Remote.Ssh;

/// <summary>
/// Where and how to log in. What is null is open: <see cref="SshConfig.Apply(SshTarget)"/> may fill it, and what is
/// open then takes the default. Secrets are never printed.
/// </summary>
public sealed record SshTarget
{
    /// <summary>Name or address; IPv6 without brackets. Also the name that is looked for among known hosts.</summary>
    public required string Host { get; init; }

    /// <summary>Default: the account that runs this process.</summary>
    public string? User { get; init; }

    /// <summary>Default 22.</summary>
    public int? Port { get; init; }

    /// <summary>Private keys, as paths on this machine, in the order of their trial.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>
    /// Without <see cref="Keys"/> and a password the usual ones of <c>~/.ssh</c> are offered, those that there are.
    /// Default true.
    /// </summary>
    public bool UsualKeys { get; init; } = true;

    /// <summary>
    /// <see cref="Keys"/> are those of the configuration of ssh, or none: they are offered as ssh does, behind the agent's.
    /// Default false: they come first.
    /// </summary>
    public bool KeysAreConfigured { get; init; }

    /// <summary>Certificates of keys, as paths; those beside a key (<c>NAME-cert.pub</c>) are found without this.</summary>
    public ImmutableArray<string> Certificates { get; init; } = [];

    /// <summary>Of the agent's keys only those that <see cref="Keys"/> name. Default false.</summary>
    public bool IdentitiesOnly { get; init; }

    /// <summary>Opens those of <see cref="Keys"/> that are encrypted.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Asked where a key is encrypted and <see cref="Passphrase"/> is not given; null: no person is asked.</summary>
    public Passphrases? Passphrases { get; init; }

    public string? Password { get; init; }

    /// <summary>Offer the keys of the agent.</summary>
    public bool UseAgent { get; init; }

    /// <summary>The agent's socket. Default: <c>SSH_AUTH_SOCK</c> of the environment.</summary>
    public string? AgentSocket { get; init; }

    /// <summary>Files of known host keys. Default: the user's, and the machine's in <c>/etc/ssh</c>.</summary>
    public ImmutableArray<string> KnownHosts { get; init; } = [];

    /// <summary>Prints further known host keys; null: none does.</summary>
    internal KnownHostsCommand? KnownHostsCommand { get; init; }

    /// <summary>Keys that no host may have; null: none are named.</summary>
    internal RevokedHostKeys? RevokedHostKeys { get; init; }

    /// <summary>The only family of addresses that the host's name may lead to; null: any.</summary>
    internal AddressFamily? AddressFamily { get; init; }

    /// <summary>The name that is looked for among known hosts instead of the host and its port; null: those.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>
    /// A command whose standard streams are the connection to the host's sshd; null: a connection of our own.
    /// </summary>
    public string? ProxyCommand { get; init; }

    /// <summary>
    /// What the configuration of ssh says and is not done, with its place: told where the connection fails.
    /// </summary>
    public ImmutableArray<string> Unfollowed { get; init; } = [];

    /// <summary>Why no connection is tried; null: one is.</summary>
    public string? Refusal { get; init; }

    /// <summary>
    /// Accept the key of a host of which no key is known. Default false. Changed and revoked keys are never accepted.
    /// </summary>
    public bool TrustUnknown { get; init; }

    /// <summary>The hosts on the way, the first one first; null: open; empty: straight.</summary>
    public ImmutableArray<SshTarget>? Jumps { get; init; }

    /// <summary>Default: the account's own rights. Meaningless for a jump.</summary>
    public SshBecome Become { get; init; }

    /// <summary>The account that sudo changes to. Default: root.</summary>
    public string? BecomeUser { get; init; }

    /// <summary>How long to wait for each answer of a host while connecting. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A sign of life is sent this often, so that no firewall forgets the connection. Default 15 s.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What messages call it: <c>deploy@10.0.0.11:22</c>.</summary>
    public string Name
    {
        get
        {
            var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
            return $"{Account}@{host}:{PortNumber}";
        }
    }

    internal string Account => User ?? Environment.UserName;

    internal int PortNumber => Port ?? 22;

    /// <summary>The name alone: nothing secret.</summary>
    public override string ToString() => Name;
}
