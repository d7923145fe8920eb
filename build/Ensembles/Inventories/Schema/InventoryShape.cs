using static Ensembles.Inventories.Schema.TextFormat;

namespace Ensembles.Inventories.Schema;

/// <summary>Every key of an inventory.</summary>
internal static class InventoryShape
{
    private static readonly TextShape Path = new(Line);
    private static readonly NumberShape Port = new(1, 65535);

    private static readonly NumberShape ServerId = new(0, 255)
    {
        Wanted = "use 1 to 254 (0 and 255 only where a member was set up with it elsewhere)",
    };

    private static readonly MapShape Release = new(
        new("version", new TextShape(TextFormat.Version),
            "ZooKeeper's version, 3.4.0 or later.", "version: 3.9.3", true),
        new("archive", new TextShape(Line),
            "Path (relative to the project) or URL of apache-zookeeper-{version}-bin.tar.gz. "
            + "Without it the release is put together from Debian's packages, "
            + "which works on a local connection only."),
        new("sha512", new TextShape(Sha512), "The archive's SHA-512; required for a URL."),
        new("fetch", new ChoiceShape("here", "hosts"),
            "Who fetches a URL: this machine, which sends it to the hosts, "
            + "or each host itself, by curl or wget. Default here."));

    private static readonly MapShape Connection = new(
        new("type", new ChoiceShape("local", "ssh"),
            "local: this machine. ssh: the hosts of the servers.", "type: ssh", true),
        new("user", new TextShape(Account), "Account to log in as.", "user: deploy"),
        new("port", Port, "Port of sshd. Default 22."),
        new("key", new TextShape(Line), "Private key on this machine; ~/ is the home folder. Default: what ssh takes: keys of the agent, of ~/.ssh/config, or ~/.ssh/id_*."),
        new("passphrase", new TextShape(Line, Secret: true), "Opens the key; write ${NAME}, an environment variable."),
        new("password", new TextShape(Line, Secret: true), "Password to log in with; write ${NAME}."),
        new("agent", new FlagShape(), "Offer the agent's keys. Default: true where neither key nor password is given."),
        new("knownHosts", new TextShape(Line), "The one file of known host keys. Default: those that ssh reads: of ~/.ssh/config, else ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts."),
        new("become", new ChoiceShape("none", "sudo"),
            "How to get the rights to install: sudo never asks. Default none."),
        new("jump", new TextShape(TextFormat.Jump), "Host to go through: [USER@]HOST[:PORT], or an alias of ~/.ssh/config."),
        new("clientPorts", new ChoiceShape("auto", "direct", "tunnel"),
            "How client ports are reached: direct, through the connection (tunnel), "
            + "or auto: through it where a direct connection fails, as behind a firewall. Default auto."),
        new("timeout", new NumberShape(1, 600), "Seconds to wait for a host's answer. Default 10."),
        new("parallel", new NumberShape(1, 256), "Hosts worked on at once. Default 16."));

    private static readonly KeyShape[] ServerPaths =
    [
        new("config", Path,
            "Folder of zoo.cfg; under dynamic membership ZooKeeper itself writes there. "
            + "{id} and {ensemble} are replaced. Default /etc/zookeeper, locally .local/{ensemble}/{id}/conf."),
        new("data", Path,
            "dataDir: snapshots and myid; must survive a restart of the host. "
            + "Default /var/lib/zookeeper, locally .local/{ensemble}/{id}/data."),
        new("dataLog", Path, "dataLogDir: transaction logs; a disk of its own makes writes fast. Default: as data."),
        new("log", Path,
            "Folder of the server's own log. Default /var/log/zookeeper, locally .local/{ensemble}/{id}/log."),
        new("configFile", new TextShape(FileName),
            "Name of the configuration file in config; Kafka's is zookeeper.properties. Default zoo.cfg."),
    ];

    /// <summary>Of a service that the suite did not set up; exactly one of the first four.</summary>
    private static readonly EitherShape Service = new(
        new ChoiceShape("zkServer", "systemd"),
        new MapShape(
            new("unit", new TextShape(TextFormat.Unit),
                "A systemd unit of yours, stopped and started by systemctl and never written.",
                "unit: zookeeper.service"),
            new("runit", Path, "The folder of a runit service, stopped and started by sv.",
                "runit: /etc/service/zookeeper"),
            new("supervisord", new TextShape(Program),
                "A program of supervisord, stopped and started by supervisorctl.", "supervisord: zookeeper"),
            new("config", Path, "supervisord's configuration file. Default: the one that supervisorctl finds."),
            new("start",
                new EitherShape(new TextShape(Command), new ListShape(new TextShape(Line, Secret: true), Min: 1)),
                "A command that starts the server, as one line of words or as a list; "
                + "it is stopped by a signal to its process. {id} and {ensemble} are replaced.",
                "start: /opt/kafka/bin/zookeeper-server-start.sh -daemon /opt/kafka/config/zookeeper.properties"),
            new("directory", Path, "Working directory of the command. Default /."),
            new("environment", new VariablesShape(), "Environment variables of the command."),
            new("move", new ChoiceShape("zkServer", "systemd"),
                "The suite's own service also for a server that a systemd unit or runit keeps now: a plan restarts it, "
                + "stopped through that, which is then disabled.")));

    private static readonly ChoiceShape Files = new("ours", "theirs");

    private const string FilesAbout = "ours: the suite writes java.env and the logging configurations. theirs: they stay "
        + "as they are, and only the configuration file, its list of members and myid are written. "
        + "Default: ours under zkServer and systemd, theirs under any other service.";


    private static readonly MapShape Ports = new(
        new("client", Port, "For clients. Default 2181."),
        new("quorum", Port, "For followers, listened on by the leader. Default 2888."),
        new("election", Port, "For elections. Default 3888."),
        new("admin", new NumberShape(0, 65535),
            "AdminServer (3.5 and later), on loopback only. Default 8080; 0: off."),
        new("secure", Port, "For clients with TLS, where security.clients is both or tls. Default 2281."),
        new("metrics", Port, "For Prometheus, with the section metrics. Default its port."));

    private static readonly MapShape Server = new(
        new("id", ServerId, "The server's id, for ever: never used again for another host. "
            + "1 to 254; 0 and 255 only where a member was set up with it elsewhere.", "id: 1", true),
        new("host", new TextShape(Host),
            "Name or address by which servers and clients know it.", "host: 10.0.0.11", true),
        new("ports", Ports,
            "Where they differ from the defaults; several servers on one host need ports of their own."),
        new("role", new ChoiceShape("participant", "observer"),
            "participant votes, observer does not. Default participant."),
        new("group", new NumberShape(0, int.MaxValue),
            "Group of a hierarchical quorum (group.N): a quorum is then more than half of the weight in more than half "
            + "of the groups. Every participant has one, or none has. Default none: a majority of the participants."),
        new("weight", new NumberShape(0, 1_000_000),
            "Weight in the group (weight.ID): 0 for a participant that never counts and never leads. Default 1."),
        new("clientAddress", new TextShape(Host),
            "Address that the client port listens on. "
            + "Default: all; for a host that is a loopback address that address."),
        new("paths", new MapShape([.. ServerPaths]), "Where they differ from those of the ensemble."),
        new("service", Service, "What keeps this server running, where it is not what keeps the others."),
        new("release", new MapShape([
            new("folder", Path, "A release that stands on its host, with bin and lib: the server runs from it, "
                + "and the suite neither installs nor switches one.", "folder: /opt/zookeeper-3.4.13", true)]),
            "Where the server runs from a release of its own."),
        new("files", Files, FilesAbout));

    private static readonly MapShape Java = new(
        new("home", Path, "JAVA_HOME on the hosts. Default: what is found there."),
        new("heap", new TextShape(Heap), "Maximum heap. Default 1g."),
        new("flags", new ListShape(new TextShape(JavaFlag, Secret: true)), "Further options of the Java machine."));

    private static readonly MapShape Metrics = new(
        new("port", Port, "Port at which each server answers /metrics. Default 7000."),
        new("interval", new NumberShape(1, 300),
            "Seconds between two looks of Prometheus; alerts wait four of them. Default 15."));

    private static readonly MapShape Backups = new(
        new("folder", Path, "A second place that each backup is copied to: a folder here, or on the host below."),
        new("host", new TextShape(Host), "The host of that folder, reached by the connection. Default this machine."),
        new("keep", new NumberShape(1, 10_000), "The newest so many stay in both places. Default all."),
        new("days", new NumberShape(1, 10_000), "Older ones go from both places, but never the newest. Default none."),
        new("hour", new NumberShape(0, 23), "Hour of the day of the timer that Render writes. Default 2."));

    private static readonly MapShape Superuser = new(
        new("password", new TextShape(Line, Secret: true), "The password; write ${NAME}, an environment variable."),
        new("passwordFile", new TextShape(Line),
            "File with the password in its first line, relative to the project; "
            + "made with a random one where the inventory is embedded."));

    private static readonly MapShape Embedded = new(
        new("start", new ListShape(ServerId, Min: 1),
            "Ids of the servers that run before the expansion.",
            "start: [1]", true),
        new("znodes", new NumberShape(0, 1_000_000), "Znodes put in before the expansion. Default 300."));

    private static readonly MapShape Clients = new(
        [.. ClientApplication.Names.Select(name => new KeyShape(
            name, new TextShape(Chroot), $"The znode that is the root for {name}; / for the whole tree.", $"{name}: /{name}"))]);

    public static readonly MapShape Root = new(
        new("ensemble", new TextShape(Name), "Name of the ensemble.", "ensemble: realtime", true),
        new("release", Release, "Which ZooKeeper, and where it comes from.", "release: { version: 3.9.3 }", true),
        new("membership", new ChoiceShape("static", "dynamic"),
            "Who keeps the list of members: static: zoo.cfg, changed by rolling restarts; "
            + "dynamic: the ensemble itself, changed by reconfig, without a restart (3.5.3 and later).",
            "membership: dynamic", true),
        new("connection", Connection, "How the hosts are reached.", "connection: { type: ssh, user: deploy }", true),
        new("paths", new MapShape([
            new("install", Path,
                "Folder under which releases are unpacked. Default /opt/zookeeper, locally .local/releases."),
            .. ServerPaths]), "Folders on the hosts; absolute over ssh, relative to the project locally."),
        new("service", Service, "What keeps the servers running and so stops and starts them: zkServer (the release's own "
            + "script) and systemd (a unit that the suite writes) are the suite's; a mapping names a service that "
            + "was set up without the suite. Default zkServer."),
        new("files", Files, FilesAbout),
        new("user", new TextShape(Account),
            "Account that the servers run as. Default: zookeeper under systemd, otherwise the connection's."),
        new("settings", new SettingsShape(), "Keys of zoo.cfg, nested or dotted."),
        new("otherSettings", new OtherSettingsShape(),
            "Keys of zoo.cfg that the suite does not know, such as those of plug-ins: whole names, written as they are."),
        new("java", Java, "The Java machine of the servers."),
        new("security", SecurityShape.Section,
            "TLS and logins of clients and between servers. Default: everything plain, and nobody logs in."),
        new("clients", Clients,
            "Applications that use the ensemble: what each has to be told of it is rendered, and told again when members change."),
        new("metrics", Metrics,
            "Figures for Prometheus by ZooKeeper's own provider (3.6 and later); Render writes what watches them. "
            + "Default: none."),
        new("backups", Backups, "A second place of backups, and how long they are kept. Default: here, for ever."),
        new("superuser", Superuser, "The identity that may change a dynamic ensemble's members; required for those."),
        new("servers", new ListShape(Server, Min: 1), "The servers that there should be.",
            "servers: [{ id: 1, host: 10.0.0.11 }]", true),
        new("embedded", Embedded,
            "Makes the suite start this ensemble itself, to be expanded: for trials on this machine."));
}
