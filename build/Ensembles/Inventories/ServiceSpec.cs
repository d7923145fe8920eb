using System.Collections.Immutable;
using System.Globalization;

namespace Ensembles.Inventories;

/// <summary>
/// What keeps a server running on its host, and through what it is therefore stopped and started. Two kinds are the
/// suite's own (<see cref="ZkServer"/>, <see cref="Systemd"/>); the others belong to those who set the server up: the
/// suite uses them and never writes them.
/// </summary>
public abstract record ServiceSpec
{
    private ServiceSpec()
    {
    }

    /// <summary>The suite installs the release, and writes what the service reads: java.env, logging, the unit.</summary>
    public bool IsOurs => this is ZkServer or Systemd;

    /// <summary>The value of <c>service</c> in an inventory that means this one.</summary>
    public string Yaml => this switch
    {
        Systemd { Moves: true } => "{ move: systemd }",
        ZkServer { Moves: true } => "{ move: zkServer }",
        Systemd => "systemd",
        Unit unit => $"{{ unit: {unit.Name} }}",
        Runit runit => $"{{ runit: {runit.Folder} }}",
        Supervisord { Config: { } config } program => $"{{ supervisord: {program.Program}, config: {config} }}",
        Supervisord program => $"{{ supervisord: {program.Program} }}",
        Script script => $"{{ start: [{string.Join(", ", script.Start)}] }}",
        _ => "zkServer",
    };

    /// <summary>That of the server with this id, where <see cref="ServerPaths.AnyId"/> stands for ids.</summary>
    public ServiceSpec Of(int id)
    {
        string With(string text) => text.Replace(
            ServerPaths.AnyId, id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return this switch
        {
            Unit unit => new Unit(With(unit.Name)),
            Runit runit => new Runit(With(runit.Folder)),
            Supervisord program => new Supervisord(With(program.Program), program.Config is { } c ? With(c) : null),
            Script script => new Script(
                [.. script.Start.Select(With)], script.Directory is { } folder ? With(folder) : null,
                script.Environment.ToImmutableSortedDictionary(
                    pair => pair.Key, pair => With(pair.Value), StringComparer.Ordinal)),
            _ => this,
        };
    }

    /// <summary>Ours: <c>bin/zkServer.sh</c> of the server's release.</summary>
    public sealed record ZkServer : ServiceSpec
    {
        /// <inheritdoc cref="Systemd.Moves"/>
        public bool Moves { get; init; }
    }

    /// <summary>Ours: a systemd unit per server, <c>zookeeper-ENSEMBLE-ID.service</c>, that the suite writes.</summary>
    public sealed record Systemd : ServiceSpec
    {
        /// <summary>
        /// A server that something else keeps now is stopped through that, which is then disabled, and started anew.
        /// Without it such a server is left alone, and a plan that would stop it is refused.
        /// </summary>
        public bool Moves { get; init; }
    }

    /// <summary>A systemd unit of theirs: stopped and started by systemctl.</summary>
    /// <param name="Name">With its suffix: <c>zookeeper.service</c>.</param>
    public sealed record Unit(string Name) : ServiceSpec;

    /// <summary>A service that runit's runsv keeps: stopped by <c>sv down</c>, started by <c>sv up</c>.</summary>
    /// <param name="Folder">Absolute, the folder that runsv watches: <c>/etc/service/zookeeper</c>.</param>
    public sealed record Runit(string Folder) : ServiceSpec;

    /// <summary>A program that supervisord keeps: stopped and started by supervisorctl.</summary>
    /// <param name="Program">Its name, with the group where it has one: <c>GROUP:PROGRAM</c>.</param>
    /// <param name="Config">Absolute path of supervisord.conf; null: the one that supervisorctl finds.</param>
    public sealed record Supervisord(string Program, string? Config) : ServiceSpec;

    /// <summary>
    /// A command of theirs that starts the server: their own zkServer.sh, Kafka's zookeeper-server-start.sh, java itself.
    /// It is stopped by SIGTERM to the process that was found.
    /// </summary>
    /// <param name="Start">Program and arguments; no shell reads them.</param>
    /// <param name="Directory">Absolute working directory; null: the root folder.</param>
    /// <param name="Environment">Variables of the command; may hold secrets.</param>
    public sealed record Script(
        ImmutableArray<string> Start, string? Directory, ImmutableSortedDictionary<string, string> Environment)
        : ServiceSpec
    {
        public bool Equals(Script? other) => other is not null && Start.SequenceEqual(other.Start)
            && Directory == other.Directory && Environment.SequenceEqual(other.Environment);

        public override int GetHashCode() => HashCode.Combine(Start.Length, Start.FirstOrDefault(), Directory);

        /// <summary>Arguments and values are left out: some are passwords.</summary>
        public override string ToString() => $"Script {{ {Start.FirstOrDefault()} }}";
    }
}
