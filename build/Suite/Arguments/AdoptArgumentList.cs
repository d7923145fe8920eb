using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;

namespace Suite.Arguments;

/// <summary>The arguments of Adopt: where it looks, how it gets there, and what it writes.</summary>
internal static class AdoptArgumentList
{
    public static Argument Hosts { get; } = new("hosts", "the hosts to look at, reached by SSH")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "HOST,…",
    };

    public static Argument Local { get; } = new("local", "looks at this machine")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
    };

    public static Argument Name { get; } = new(
        "name", "the ensemble's name, and that of its file in inventories/, or the path of that file; default zookeeper")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "NAME",
        IsPath = true,
        Rule = new(text => HostNames.IsEnsemble(Path.GetFileNameWithoutExtension(text)),
            "write 1 to 63 of the characters A-Z a-z 0-9 . _ -, the first a letter or digit; or the path of a .yml file"),
    };

    public static Argument ClientPort { get; } = new(
        "client-port", "of one server of the ensemble that is meant, where several run on the hosts")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "PORT", Rule = PortRule,
    };

    public static Argument Overwrite { get; } = new("overwrite", "replaces an inventory of that name")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
    };

    public static Argument User { get; } = new(
        "user", "the account on the hosts; default that of ~/.ssh/config, or yours")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "ACCOUNT",
    };

    public static Argument Key { get; } = new(
        "key", "the private key to log in with; default the agent's keys")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "FILE", IsPath = true, Rule = new(File.Exists, "write the path of a private key"),
    };

    public static Argument Become { get; } = new(
        "become", "sudo looks with root's rights (sudo -n), which the servers of other accounts need; default none")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "HOW", Choices = ["sudo", "none"],
    };

    public static Argument Port { get; } = new("port", "the port of sshd; default 22")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "PORT", Rule = PortRule,
    };

    public static Argument Jump { get; } = new("jump", "the host to go through: [USER@]HOST[:PORT]")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "HOST",
        Rule = new(text => JumpHost.Parse(text) is not null, "write [USER@]HOST[:PORT]"),
    };

    public static Argument KnownHosts { get; } = new(
        "known-hosts", "the one file of known host keys; default those that ssh reads")
    {
        For = ArgumentUse.Adopt,
        IsInEnvironment = false,
        Value = "FILE", IsPath = true,
    };

    public static ImmutableArray<Argument> All { get; } =
        [Hosts, Local, Name, ClientPort, Overwrite, User, Key, Become, Port, Jump, KnownHosts];

    private static ValueRule PortRule => new(
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65_536,
        "write a port, 1 to 65535");
}
