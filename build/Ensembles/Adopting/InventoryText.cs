using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ensembles.Inventories;
using ZooKeeper;
using ZooKeeper.Configuration;

namespace Ensembles.Adopting;

/// <summary>Writes the inventory of a running ensemble: commented, in the order in which a reader wants it.</summary>
public static partial class InventoryText
{
    private const int Width = 118;

    public static string Of(Adoption adoption)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line("# yaml-language-server: $schema=schema.json");
        Line($"# {adoption.Name} as it runs on {string.Join(", ", adoption.Servers.Select(one => one.Found.Host).Distinct())}"
            + " (by --target=Adopt)");
        if (adoption.Notes.Length > 0)
        {
            Line("#");
            Line("# See to these; Plan names what a rollout would change because of them:");
            adoption.Notes.ToList().ForEach(note => Comment(text, note, "# - ", "#   "));
        }

        Line();
        Line($"ensemble: {adoption.Name}");
        Line();
        Release(adoption, Line);
        Line();
        Membership(adoption, Line);
        Line();
        Connection(adoption.Connection, Line);
        Folders(adoption, Line);
        Line();
        Line("# What keeps further servers running: the suite's own way. Those that run already keep theirs, see servers.");
        var isOfUnits = adoption.Connection.Kind == ConnectionKind.Ssh && adoption.Servers.Any(one =>
            one.Service.Yaml?.StartsWith("{ unit:", StringComparison.Ordinal) == true);
        Line($"service: {(isOfUnits ? "systemd" : "zkServer")}");
        if (adoption.User is { } user)
        {
            Line("# The account that the servers run as.");
            Line($"user: {YamlText.Of(user)}");
        }

        Line();
        Settings(adoption, Line);
        Others(adoption, Line);
        Line();
        Java(adoption, Line);
        if (adoption.Membership == MembershipKind.Dynamic)
        {
            Line();
            Line("superuser:");
            Line("  # May change the members. " + (adoption.Servers.Any(server => server.Found.HasSuperuser)
                ? "The servers know its digest only: set the variable to the password."
                : "The servers know none yet: choose a password, set the variable to it."));
            Line($"  password: {YamlText.Variable(Adoption.SuperuserPassword)}");
        }

        Line();
        Line("# To expand the ensemble, add servers here: ids larger than these, an odd number of participants.");
        Line("servers:");
        foreach (var server in adoption.Servers)
        {
            Server(adoption, server, Line);
        }

        return text.ToString();
    }

    /// <summary>The variables that an inventory cannot be read without, each once.</summary>
    public static ImmutableArray<string> Variables(string text) =>
    [
        .. text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))
            .SelectMany(line => Variable().Matches(line)).Select(match => match.Groups[1].Value).Distinct(),
    ];

    [GeneratedRegex(@"(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Variable();

    private static void Release(Adoption adoption, Action<string> line)
    {
        var version = adoption.Release?.ToString() ?? "0.0.0";
        line("release:");
        line($"  version: {version}   # "
            + (adoption.Release is null ? "the processes do not tell it: write it" : "by the class path of the processes"));
        var isApache = adoption.Release is null || adoption.Release.HasApacheArchiveName;
        line("  # Those that run keep the release that stands on their hosts. Further servers get it from here:");
        line($"  # archive: https://archive.apache.org/dist/zookeeper/zookeeper-{{version}}/"
            + (isApache ? "apache-zookeeper-{version}-bin.tar.gz" : "zookeeper-{version}.tar.gz"));
        line($"  # sha512: {YamlText.Variable("ZOOKEEPER_SHA512")}   # the 128 digits of the archive's .sha512 file");
    }

    private static void Membership(Adoption adoption, Action<string> line)
    {
        line(adoption.Membership == MembershipKind.Dynamic
            ? "# The ensemble keeps its members, and grows without a restart."
            : "# The members stand in every configuration file, and change by rolling restarts."
                + (adoption.Release?.HasReconfig == true ? " dynamic: by reconfig, without one." : ""));
        line($"membership: {(adoption.Membership == MembershipKind.Dynamic ? "dynamic" : "static")}");
    }

    private static void Connection(ConnectionSpec connection, Action<string> line)
    {
        line("connection:");
        if (connection.Kind == ConnectionKind.Local)
        {
            line("  type: local   # for servers on other hosts: ssh, with user: and a host: that the others reach");
            return;
        }

        line("  type: ssh");
        line($"  user: {YamlText.Of(connection.User ?? Environment.UserName)}");
        Optional("port", connection.Port == 22 ? null : connection.Port.ToString(CultureInfo.InvariantCulture));
        Optional("key", connection.Key is { } key ? YamlText.Of(key) : null);
        Optional("knownHosts", connection.KnownHosts is { } known ? YamlText.Of(known) : null);
        Optional("become", connection.Become == BecomeKind.Sudo ? "sudo" : null);
        Optional("jump", connection.Jump is { } jump ? YamlText.Of(
            $"{(jump.User is { } user ? user + "@" : "")}{jump.Host}{(jump.Port is null ? "" : $":{jump.Port}")}") : null);

        void Optional(string name, string? value)
        {
            if (value is not null)
            {
                line($"  {name}: {value}");
            }
        }
    }

    private static void Folders(Adoption adoption, Action<string> line)
    {
        if (adoption.Folders.Common.IsEmpty)
        {
            return;
        }

        line("");
        line("# Folders that the servers have in common; further servers get the same.");
        line("paths:");
        foreach (var name in AdoptedFolders.Names.Where(adoption.Folders.Common.ContainsKey))
        {
            line($"  {name}: {YamlText.Of(adoption.Folders.Common[name])}");
        }
    }

    private static void Settings(Adoption adoption, Action<string> line)
    {
        line("# Keys of the servers' configuration files.");
        if (adoption.Settings.Values.IsEmpty)
        {
            line("settings: {}");
            return;
        }

        line("settings:");
        foreach (var (key, value, about) in adoption.Settings.Values)
        {
            line(Commented($"  {YamlText.Of(key)}: {value}", about));
        }
    }

    private static void Others(Adoption adoption, Action<string> line)
    {
        if (adoption.Settings.Others.IsEmpty)
        {
            return;
        }

        line("");
        line("# Keys that the suite does not know: it writes them as they are.");
        line("otherSettings:");
        foreach (var (key, value) in adoption.Settings.Others)
        {
            line($"  {YamlText.Of(key)}: {value}");
        }
    }

    private static void Java(Adoption adoption, Action<string> line)
    {
        var java = adoption.Java;
        line("# Heap and options of the running processes: of servers that the suite starts by its own script or unit.");
        line("java:");
        if (java.Home is { } home && adoption.Connection.Kind == ConnectionKind.Ssh)
        {
            line($"  home: {YamlText.Of(home)}");
        }

        line(java.Heap is { } heap
            ? $"  heap: {heap}"
            : "  heap: 1g   # the processes have none, so Java takes a quarter of the memory");
        if (!java.Flags.IsEmpty)
        {
            line($"  flags: [{string.Join(", ", java.Flags)}]");
        }
    }

    private static void Server(Adoption adoption, AdoptedServer server, Action<string> line)
    {
        var process = server.Found.Process;
        line($"  - id: {server.Id}");
        line($"    host: {YamlText.Of(server.Host)}");
        var admin = adoption.Release is { Minor: < 5 } ? "" : $", admin: {server.AdminPort}";
        line(string.Create(CultureInfo.InvariantCulture, $"    ports: {{ client: {server.Found.ClientPort}, "
            + $"quorum: {server.QuorumPort}, election: {server.ElectionPort}{admin} }}"));
        if (server.ClientAddress is { } address)
        {
            line($"    clientAddress: {YamlText.Of(address)}");
        }

        if (server.Role == Role.Observer)
        {
            line("    role: observer");
        }
        else if (server.Found.Line is { Group: { } group } own)
        {
            line(string.Create(CultureInfo.InvariantCulture, $"    group: {group}"));
            line(string.Create(CultureInfo.InvariantCulture, $"    weight: {own.Weight}"));
        }

        var folders = adoption.Folders.At(server.Found).ToList();
        if (folders.Count > 0)
        {
            line("    paths:");
            folders.ForEach(one => line($"      {one.Name}: {YamlText.Of(one.Value)}"));
        }

        if (process.ReleaseFolder is { } folder)
        {
            line($"    release: {{ folder: {YamlText.Of(folder)} }}");
        }

        if (server.Service.Yaml is { } service)
        {
            line($"    service: {service}");
        }
    }

    private static string Commented(string line, string about)
    {
        var comment = YamlText.Comment(about);
        return comment.Length == 0 || line.Length + comment.Length + 5 > Width ? line : $"{line}   # {comment}";
    }

    private static void Comment(StringBuilder text, string note, string first, string next)
    {
        var line = first;
        foreach (var word in YamlText.Comment(note).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length + 1 > Width && line != first && line != next)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = next;
            }

            line += (line == first || line == next ? "" : " ") + word;
        }

        text.Append(line).Append('\n');
    }
}
