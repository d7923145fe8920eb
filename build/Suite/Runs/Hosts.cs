using System.Collections.Concurrent;
using Ensembles.Inventories;
using Remote;
using Remote.Ssh;
using Suite.Terminals;

namespace Suite.Runs;

/// <summary>
/// The hosts of one run: this machine, or those reached by SSH. Servers on the same machine share its host,
/// and so its one connection, which is opened when it is first needed. What the inventory leaves open is taken
/// from the user's <c>~/.ssh/config</c>.
/// </summary>
/// <param name="isHere">On a local connection: whether a host is this machine.</param>
/// <param name="source">What says how to connect, for messages: a file, or arguments.</param>
public sealed class Hosts(ConnectionSpec connection, Func<string, bool> isHere, string source) : IAsyncDisposable
{
    /// <summary>Opens encrypted keys where neither the inventory nor a person at a terminal does.</summary>
    public const string PassphraseVariable = "ENSEMBLE_PASSPHRASE";

    /// <summary>Left open, so that the user's configuration may name another.</summary>
    private const int DefaultPort = 22;

    private readonly LocalHost here = new();
    private readonly SshHosts remote = new();
    private readonly ConcurrentDictionary<string, IHost> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<SshConfig> config = new(() => SshConfig.Read());
    private readonly Passphrases passphrases = new(
        Terminal.AskSecret, $"set {PassphraseVariable}, or connection.passphrase in the inventory, or use an agent");

    /// <summary>The hosts of an inventory's servers.</summary>
    public Hosts(Inventory inventory)
        : this(
            inventory.Connection,
            name => inventory.Servers.Any(server => server.Host.Equals(name, StringComparison.OrdinalIgnoreCase)),
            inventory.File)
    {
    }

    /// <summary>What each host has cost so far; nothing for this machine.</summary>
    public IReadOnlyList<SshTraffic> Traffic => remote.Traffic;

    /// <summary>How fast commands were on each host that had any; none on this machine.</summary>
    public IReadOnlyList<SshPace> Paces => remote.Paces;

    /// <summary>
    /// A host by name or address: one of the inventory's servers, or any other that takes the same account.
    /// </summary>
    /// <exception cref="InventoryException">The connection is local, and the host none of a server.</exception>
    public IHost this[string name] => byName.GetOrAdd(name, _ => Find(name));

    public ValueTask DisposeAsync() => remote.DisposeAsync();

    private IHost Find(string name)
    {
        if (connection.Kind == ConnectionKind.Ssh)
        {
            return remote.At(Resolved(name));
        }

        return isHere(name)
            ? here
            : throw new InventoryException(
                $"{name} cannot be reached: {source} has connection.type: local; write ssh, and how to log in.");
    }

    /// <summary>Where a name leads, with what the user's configuration of ssh says of it.</summary>
    internal SshTarget Resolved(string name)
    {
        var target = Target(connection, name);
        try
        {
            var resolved = config.Value.Apply(target);
            return resolved with
            {
                // The account of the hosts is that of a jump where nothing names another one.
                Jumps = resolved.Jumps is [.. var before, var last] && connection.Jump is not null
                    ? [.. before, last with { User = last.User ?? connection.User }]
                    : resolved.Jumps,
            };
        }
        catch (HostException fault)
        {
            // Of this host alone: it is told like any other that cannot be reached.
            return target with { Jumps = [], Refusal = fault.Message };
        }
    }

    private SshTarget Target(ConnectionSpec connection, string host) => Account(connection) with
    {
        Host = host,
        User = connection.User,
        Port = connection.Port == DefaultPort ? null : connection.Port,
        Jumps = connection.Jump is { } jump
            ? [Account(connection) with { Host = jump.Host, User = jump.User, Port = jump.Port }]
            : null,
        Become = connection.Become == BecomeKind.Sudo ? SshBecome.Sudo : SshBecome.None,
    };

    /// <summary>What the way to a host takes as well: the same keys.</summary>
    private SshTarget Account(ConnectionSpec connection) => new()
    {
        Host = "",
        Keys = connection.Key is { } key ? [key] : [],
        Passphrase = connection.Passphrase?.Value ?? Environment.GetEnvironmentVariable(PassphraseVariable),
        Passphrases = passphrases,
        Password = connection.Password?.Value,
        UseAgent = connection.Agent,
        KnownHosts = connection.KnownHosts is { } file ? [file] : [],
        ConnectTimeout = connection.Timeout,
    };
}
