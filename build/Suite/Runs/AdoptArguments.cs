using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Suite.Arguments;

namespace Suite.Runs;

/// <summary>What <c>Adopt</c> is asked for: where to look, how to get there, and what to write.</summary>
internal sealed record AdoptArguments
{
    /// <summary>What <see cref="Hosts"/> has where this machine is looked at.</summary>
    public const string Here = "localhost";

    private const int DefaultPort = 22;

    /// <summary>As they were given, each once.</summary>
    public required ImmutableArray<string> Hosts { get; init; }

    public required ConnectionSpec Connection { get; init; }

    /// <summary>The ensemble's name. Default <c>zookeeper</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The path of the file, where it is not one in <c>inventories/</c>; null: it is.</summary>
    public string? File { get; init; }

    /// <summary>As <c>--inventory</c> takes it.</summary>
    public string Inventory => File ?? Name;

    /// <summary>Of the ensemble that is meant where several run; null: there is one only.</summary>
    public required int? ClientPort { get; init; }

    /// <summary>An inventory of the name is replaced.</summary>
    public required bool Overwrite { get; init; }

    /// <exception cref="Cake.Core.CakeException">It is not said where to look.</exception>
    public static AdoptArguments Of(GivenArguments given)
    {
        var isLocal = given.Flag(AdoptArgumentList.Local);
        ImmutableArray<string> hosts =
        [
            .. (given.Text(AdoptArgumentList.Hosts) ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (isLocal != hosts.IsEmpty)
        {
            throw Failures.WrongInput(isLocal
                ? "--hosts and --local are two places to look at: write one of them"
                : "Adopt looks at hosts: write --hosts=HOST,HOST… (reached by SSH), or --local for this machine");
        }

        if (hosts.FirstOrDefault(host => !HostNames.IsHost(host)) is { } wrong)
        {
            throw Failures.WrongInput($"--hosts: '{wrong}' is no name or address of a host; write them with commas between");
        }

        var name = given.Text(AdoptArgumentList.Name) ?? "zookeeper";
        return new()
        {
            Hosts = isLocal ? [Here] : hosts,
            Name = name.Contains('/', StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name,
            File = name.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(name) : null,
            ClientPort = Number(given.Text(AdoptArgumentList.ClientPort)),
            Overwrite = given.Flag(AdoptArgumentList.Overwrite),
            Connection = isLocal ? new() { Kind = ConnectionKind.Local } : Ssh(given),
        };
    }

    private static ConnectionSpec Ssh(GivenArguments given) => new()
    {
        Kind = ConnectionKind.Ssh,
        User = given.Text(AdoptArgumentList.User),
        Port = Number(given.Text(AdoptArgumentList.Port)) ?? DefaultPort,
        Key = given.Text(AdoptArgumentList.Key) is { } key ? Path.GetFullPath(Home(key)) : null,
        Agent = given.Text(AdoptArgumentList.Key) is null,
        KnownHosts = given.Text(AdoptArgumentList.KnownHosts) is { } known ? Path.GetFullPath(Home(known)) : null,
        Become = given.Text(AdoptArgumentList.Become) == "sudo" ? BecomeKind.Sudo : BecomeKind.None,
        Jump = given.Text(AdoptArgumentList.Jump) is { } jump ? JumpHost.Parse(jump) : null,
    };

    private static int? Number(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);

    private static string Home(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", path[2..])
        : path;
}
