using System.Collections.Immutable;
using Ensembles.Inventories;
using Remote;
using Remote.Ssh;

namespace Suite.Runs;

/// <summary>Chooses the host behind a server: this machine, or one reached by SSH.</summary>
public static class Hosts
{
    /// <summary>Left open, so that the user's configuration may name another.</summary>
    private const int DefaultPort = 22;

    /// <summary>
    /// Servers on the same machine share its host, and so its one connection, which is opened when it is first needed.
    /// What the inventory leaves open is taken from the user's <c>~/.ssh/config</c>.
    /// </summary>
    public static Func<Server, IHost> Connector(Inventory inventory)
    {
        if (inventory.Connection.Kind == ConnectionKind.Local)
        {
            var here = new LocalHost();
            return _ => here;
        }

        var (config, hosts) = (SshConfig.Read(), new Dictionary<string, IHost>(StringComparer.OrdinalIgnoreCase));
        return server =>
        {
            if (!hosts.TryGetValue(server.Host, out var host))
            {
                hosts[server.Host] = host = SshHost.At(config.Apply(Target(inventory, server.Host)));
            }

            return host;
        };
    }

    private static SshTarget Target(Inventory inventory, string host)
    {
        var connection = inventory.Connection;
        return new()
        {
            Host = host,
            User = connection.User,
            Port = connection.Port == DefaultPort ? null : connection.Port,
            Keys = connection.Key is { } key ? [key] : [],
            Passphrase = connection.Passphrase?.Value,
            Password = connection.Password?.Value,
            UseAgent = connection.Agent,
            KnownHosts = connection.KnownHosts is { } file ? [file] : [],
            Jumps = connection.Jump is { } jump ? [Jump(connection, jump)] : null,
            Become = connection.Become == BecomeKind.Sudo ? SshBecome.Sudo : SshBecome.None,
            ConnectTimeout = connection.Timeout,
        };
    }

    /// <summary>The way leads through a host that knows the same account and keys, unless it says otherwise.</summary>
    private static SshTarget Jump(ConnectionSpec connection, JumpHost jump) => new()
    {
        Host = jump.Host,
        User = jump.User ?? connection.User,
        Port = jump.Port,
        Keys = connection.Key is { } key ? [key] : [],
        Passphrase = connection.Passphrase?.Value,
        Password = connection.Password?.Value,
        UseAgent = connection.Agent,
        KnownHosts = connection.KnownHosts is { } file ? [file] : [],
        ConnectTimeout = connection.Timeout,
    };
}
