using Ensembles.Inventories;

namespace Unit.Inventories;

/// <summary>Each mistake alone: its place, its message and what to write instead.</summary>
internal sealed class MalformedInventories
{
    private static IEnumerable<TestCaseData> Errors()
    {
        yield return Case("unknown_key", "java:", "jvaa:",
            "6:1: error ZK1101: jvaa: is not a key of inventories; write java");
        yield return Case("unknown_key_below", "client: 2183", "cleint: 2183",
            "10:40: error ZK1101: servers[2].ports.cleint: is not a key of inventories; write client");
        yield return Case("unknown_key_like_no_other", "java: { heap: 1g }", "java: { qqqqqq: 1g }",
            "6:9: error ZK1101: java.qqqqqq: is not a key of inventories; use one of home, heap, flags");
        yield return Case("key_twice", "java: { heap: 1g }", "membership: static",
            "6:1: error ZK1102: membership: is written twice, first in line 3; keep one of them");
        yield return Case(
            "setting_twice", "tickTime: 2000", "autopurge: { purgeInterval: 1 }, autopurge.purgeInterval: 2",
            "5:46: error ZK1102: settings.autopurge.purgeInterval: is written twice, first in line 5; keep one of them");
        yield return Case("id_twice", "id: 3", "id: 2",
            "10:11: error ZK1301: servers[2].id: 2 is already the id of servers[1]; give each server an id of its own");
        yield return Case("id_out_of_range", "id: 3", "id: 300",
            "10:11: error ZK1108: servers[2].id: 300 is out of range; "
            + "use 1 to 254 (0 and 255 only where a member was set up with it elsewhere)");
        yield return Case("id_as_text", "id: 3", "id: \"3\"",
            "10:11: error ZK1105: servers[2].id: is not a whole number; write 3, without quotes");
        yield return Case("same_port_twice", "client: 2183", "client: 2182",
            "10:48: error ZK1303: servers[2].ports.client: 2182 on 127.0.0.1 is already servers[1].ports.client; "
            + "give it a port of its own");
        yield return Case("quorum_and_election_port", "election: 3890", "election: 2890",
            "10:78: error ZK1303: servers[2].ports.election: 2890 on 127.0.0.1 is already servers[2].ports.quorum; "
            + "give it a port of its own");
        yield return Case("admin_port_left_at_its_default", ", admin: 8083", ", admin: 8082",
            "10:91: error ZK1303: servers[2].ports.admin: 8082 on 127.0.0.1 is already servers[1].ports.admin; "
            + "give it a port of its own");
        yield return Case("port_out_of_range", "client: 2183", "client: 65536",
            "10:48: error ZK1108: servers[2].ports.client: 65536 is out of range; use 1 to 65535");
        yield return Case("list_for_a_mapping", "java: { heap: 1g }", "java: [1g]",
            "6:7: error ZK1105: java: is a list where a mapping is wanted; write { home: … }");
        yield return Case("text_for_a_list", "java: { heap: 1g }", "java: { flags: -Xint }",
            "6:16: error ZK1105: java.flags: is a single value where a list is wanted; write [ … ] or lines that begin with '- '");
        yield return Case("key_without_value", "java: { heap: 1g }", "java:",
            "6:6: error ZK1104: java: has no value; write one, or remove the key");
        yield return Case("leader_that_serves_nobody", "tickTime: 2000", "leaderServes: no",
            "5:27: error ZK1207: settings.leaderServes: keeps the leader from answering on its client port, so that the suite cannot "
            + "measure who leads and whether it serves; remove it");
        yield return Case("sessions_without_sasl_refused", "tickTime: 2000", "sessionRequireClientSASLAuth: true",
            "5:43: error ZK1207: settings.sessionRequireClientSASLAuth: refuses sessions without SASL, and so those of the suite "
            + "that prove each step; remove it");
        yield return Case("authentication_enforced", "tickTime: 2000",
            "enforce.auth: { enabled: true, schemes: digest }",
            "5:38: error ZK1207: settings.enforce.auth.enabled: refuses sessions that do not log in, and so those of the suite that "
            + "prove each step; remove it");
        yield return Case("authentication_enforced_by_a_flag", "heap: 1g",
            "flags: [-Dzookeeper.enforce.auth.enabled=true]",
            "6:17: error ZK1207: java.flags[0]: refuses sessions that do not log in, and so those of the suite that "
            + "prove each step; remove it");
        yield return Case("one_connection", "tickTime: 2000", "maxClientCnxns: 1, maxCnxns: 1",
            "5:29: error ZK1207: settings.maxClientCnxns: 1 connections are too few for the sessions that prove each step; "
            + "use 10 or more, or 0 for no limit",
            "5:42: error ZK1207: settings.maxCnxns: 1 connections are too few for the sessions that prove each step; "
            + "use 10 or more, or 0 for no limit");
        yield return Case("a_tick_of_nothing", "tickTime: 2000", "tickTime: 1",
            "5:23: error ZK1207: settings.tickTime: 1 ms is too short for servers to hear of each other in time; use 100 or more");
        yield return Case("variable_not_set", "heap: 1g", "heap: \"${NO_SUCH}\"",
            "6:15: error ZK1109: java.heap: needs the environment variable NO_SUCH, which is not set; "
            + "set it, or write ${NO_SUCH:-default}");
        yield return Case("variable_without_end", "heap: 1g", "heap: \"${NO_SUCH\"",
            "6:15: error ZK1109: java.heap: has a '${' without a variable's name and '}'; write ${NAME}, or $${ for the characters");
        yield return Case("heap_without_unit", "heap: 1g", "heap: 1024",
            "6:15: error ZK1107: java.heap: '1024' is not possible here; use a size like 512m or 1g");
        yield return Case("shell_in_the_name", "ensemble: realtime", "ensemble: \"$(reboot)\"",
            "1:11: error ZK1107: ensemble: '$(reboot)' is not possible here; use 1 to 63 of the characters A-Z a-z 0-9 . _ -, "
            + "the first a letter or digit");
        yield return Case("shell_in_a_host", "id: 3, host: 127.0.0.1", "id: 3, host: \"a;reboot\"",
            "10:20: error ZK1107: servers[2].host: 'a;reboot' is not possible here; use a host name or an IP address");
        yield return Case("address_that_is_none", "id: 3, host: 127.0.0.1", "id: 3, host: 10.0.0",
            "10:20: error ZK1107: servers[2].host: '10.0.0' is not possible here; use a host name or an IP address");
        yield return Case("every_address", "id: 3, host: 127.0.0.1", "id: 3, host: 0.0.0.0",
            "10:20: error ZK1310: servers[2].host: 0.0.0.0 is every address, and no server's own; use one that others can reach");
        foreach (var (host, read) in new[]
        {
            ("0177.0.0.1", "127.0.0.1"), ("127.0.0.010", "127.0.0.8"), ("0x7f000001", "127.0.0.1"), ("0x7f.1", "127.0.0.1"),
            ("::ffff:10.0.0.1", "10.0.0.1"),
        })
        {
            yield return Case($"address_in_the_notation_{host}", "id: 3, host: 127.0.0.1", $"id: 3, host: \"{host}\"",
                $"10:20: error ZK1107: servers[2].host: {host} is read as {read} by some programs, and as another address or a "
                + $"name by others; write {read}, or the address that is meant, as four decimal numbers without leading zeros");
        }

        foreach (var host in new[] { "255.255.255.255", "224.0.0.1", "0.0.0.5", "ff02::1", "::ffff:255.255.255.255" })
        {
            yield return Case($"address_of_many_{host}", "id: 3, host: 127.0.0.1", $"id: 3, host: \"{host}\"",
                $"10:20: error ZK1107: servers[2].host: {host} is the address of no single host; use one that others can reach");
        }

        yield return Case("every_address_in_another_form", "id: 3, host: 127.0.0.1", "id: 3, host: \"::ffff:0.0.0.0\"",
            "10:20: error ZK1310: servers[2].host: ::ffff:0.0.0.0 is every address, and no server's own; use one that others can reach");
        yield return Case("client_address_in_another_notation", "id: 3,", "id: 3, clientAddress: 0177.0.0.1,",
            "10:29: error ZK1107: servers[2].clientAddress: 0177.0.0.1 is read as 127.0.0.1 by some programs, and as another address "
            + "or a name by others; write 127.0.0.1, or the address that is meant, as four decimal numbers without leading zeros");
        yield return Case("newline_in_a_path", "java: { heap: 1g }", "paths: { log: \"/var/log\\nrm\" }",
            "6:15: error ZK1107: paths.log: '/var/log\\u000arm' is not possible here; use printable ASCII characters on one line");
        yield return Case("unknown_membership", "membership: static", "membership: dinamic",
            "3:13: error ZK1107: membership: 'dinamic' is not known; use static or dynamic");
        yield return Case("version_of_two_numbers", "version: 3.9.3", "version: 3.9",
            "2:21: error ZK1107: release.version: '3.9' is not possible here; use three numbers like 3.9.3");
        yield return Case("version_not_in_debian", "version: 3.9.3", "version: 3.7.2",
            "2:21: error ZK1408: release.version: 3.7.2 is not among Debian's packages; use 3.4.13, 3.8.0, 3.9.3, 3.9.6, "
            + "or write release.archive");
        yield return Case(
            "url_without_sum", "version: 3.9.3", "version: 3.9.3, archive: https://example.com/zookeeper.tar.gz",
            "2:10: error ZK1405: release.sha512: is missing; what comes over a network is checked; "
            + "write the 128 digits of the archive's .sha512 file");
        yield return Case("nothing_to_fetch", "version: 3.9.3", "version: 3.9.3, fetch: hosts",
            "2:35: error ZK1407: release.fetch: has no URL that hosts could fetch; write one as release.archive, or remove it");
        yield return Case("path_to_fetch", "version: 3.9.3", "version: 3.9.3, archive: a.tgz, fetch: hosts",
            "2:51: error ZK1407: release.fetch: has no URL that hosts could fetch; write one as release.archive, or remove it");
        yield return Case("client_ports_locally", "type: local", "type: local, clientPorts: tunnel",
            "4:41: error ZK1401: connection.clientPorts: is for ssh only; remove it, or write connection.type: ssh");
        yield return Case("ssh_key_locally", "type: local", "type: local, user: me",
            "4:34: error ZK1401: connection.user: is for ssh only; remove it, or write connection.type: ssh");
        yield return Case("setting_unknown", "tickTime: 2000", "tickTimes: 2000",
            "5:13: error ZK1201: settings.tickTimes: is not a key that ZooKeeper knows, and it would ignore it; write tickTime, or "
            + "otherSettings: { tickTimes: … } where it is a plug-in's");
        yield return Case("flag_in_quotes", "tickTime: 2000", "sslQuorum: \"true\"",
            "5:24: error ZK1107: settings.sslQuorum: is neither true nor false; write true or false, without quotes");
        yield return Case("port_in_quotes", "client: 2183", "client: \"30742\"",
            "10:48: error ZK1105: servers[2].ports.client: is not a whole number; write 30742, without quotes");
        yield return Case("number_in_quotes_out_of_range", "client: 2183", "client: \"70000\"",
            "10:48: error ZK1105: servers[2].ports.client: is not a whole number; use 1 to 65535, without quotes");
        yield return Case("number_as_Ruby_has_it", "admin: 8083", "admin: 33_743",
            "10:91: error ZK1105: servers[2].ports.admin: is not a whole number; use 0 to 65535");
        yield return Case("share_out_of_range", "tickTime: 2000", "connection_throttle_drop_increase: 1.5",
            "5:48: error ZK1108: settings.connection_throttle_drop_increase: 1.5 is out of range; use a number from 0 to 1");
        yield return Case("factor_that_is_none", "tickTime: 2000", "snapshotSizeFactor: much",
            "5:33: error ZK1105: settings.snapshotSizeFactor: is not a number; use a number like 0.5");
        yield return Case("purging_by_a_unit_before_3.10", "tickTime: 2000", "autopurge.purgeInterval: 30m",
            "5:38: error ZK1205: settings.autopurge.purgeInterval: is in a form that ZooKeeper 3.9.3 does not read, "
            + "only 3.10.0 and later; write whole hours, without a unit");
        yield return Case("setting_that_the_guide_calls_so", "tickTime: 2000", "quorum.auth.learner.loginContext: Peer",
            "5:13: error ZK1204: settings.quorum.auth.learner.loginContext: is read by no release; "
            + "write quorum.auth.learner.saslLoginContext");
        yield return Case("placeholder_in_braces", "{ version: 3.9.3 }", "{ version: 3.9.3, archive: a/{version}.tgz }",
            "2:39: error ZK1004: is not YAML: While parsing a flow mapping, did not find expected ',' or '}'; "
            + "put the whole value in quotes: between { and } YAML takes the brace of {version} for its own");
        yield return Case("variable_in_braces", "heap: 1g", "home: /opt/${JAVA}/home",
            "6:21: error ZK1004: is not YAML: While parsing a flow mapping, did not find expected ',' or '}'; "
            + "put the whole value in quotes: between { and } YAML takes the brace of ${JAVA} for its own");
        yield return Case("placeholder_as_a_mapping", "heap: 1g", "home: {version}",
            "6:15: error ZK1105: java.home: is a mapping where a single value is wanted; "
            + "put the whole value in quotes: between { and } YAML takes the brace of {version} for its own");
        yield return Case("setting_owned", "tickTime: 2000", "dataDir: /data",
            "5:13: error ZK1204: settings.dataDir: is made from the paths; write paths.data");
        yield return Case("setting_owned_nested", "tickTime: 2000", "admin: { serverPort: 8080 }",
            "5:22: error ZK1204: settings.admin.serverPort: is made from the servers; write servers[].ports.admin");
        yield return Case("setting_server_line", "tickTime: 2000", "server.1: \"a:1:2\"",
            "5:13: error ZK1204: settings.server.1: is made from the servers; write the server under servers");
        yield return Case("setting_of_later_releases", "3.9.3 }\nmembership: static\nconnection: { type: local }\n"
            + "settings: { tickTime: 2000 }", "3.8.0 }\nmembership: static\nconnection: { type: local }\n"
            + "settings: { admin.needClientAuth: true }",
            "5:35: error ZK1205: settings.admin.needClientAuth: is not known to ZooKeeper 3.8.0, only to 3.9.0 and later; "
            + "remove it, or use a later release");
        yield return Case("setting_flag_as_yes", "tickTime: 2000", "sslQuorum: yes",
            "5:24: error ZK1107: settings.sslQuorum: is neither true nor false; write true or false");
        yield return Case("setting_of_wrong_type", "tickTime: 2000", "tickTime: fast",
            "5:23: error ZK1105: settings.tickTime: is not a whole number; use a number from 1");
        yield return Case("session_timeouts_crossed", "tickTime: 2000", "minSessionTimeout: 60000",
            "5:32: error ZK1206: settings.minSessionTimeout: makes the shortest session timeout 60000 ms and the longest 40000 ms; "
            + "make minSessionTimeout (default 2 ticks) at most maxSessionTimeout (default 20 ticks)");
        yield return Case("one_folder_for_all", "java: { heap: 1g }", "paths: { log: /var/log/zookeeper }",
            "9:5: error ZK1304: servers[1].paths.log: /var/log/zookeeper is or shares a folder with servers[0].paths.log "
            + "on the same machine; use {id} in paths, or give each server folders of its own",
            "10:5: error ZK1304: servers[2].paths.log: /var/log/zookeeper is or shares a folder with servers[0].paths.log "
            + "on the same machine; use {id} in paths, or give each server folders of its own",
            "10:5: error ZK1304: servers[2].paths.log: /var/log/zookeeper is or shares a folder with servers[1].paths.log "
            + "on the same machine; use {id} in paths, or give each server folders of its own");
        yield return Case("colon_in_a_path", "java: { heap: 1g }", "paths: { log: \"/var/l:g/{id}\" }",
            "6:15: error ZK1502: paths.log: '/var/l:g/{id}' contains ':', which ZooKeeper's files and scripts cannot carry; "
            + "use other characters; {id} and {ensemble} are replaced");
        yield return Case("flag_with_blank", "heap: 1g", "flags: [\"-XX:OnError=rm x\"]",
            "6:17: error ZK1107: java.flags[0]: '***' is not possible here; use one option like -XX:+UseG1GC, without blanks, * ? [ "
            + "and other than ASCII; put others into a file and write @FILE");
        yield return Case("heap_as_flag", "heap: 1g", "flags: [-Xmx2g]",
            "6:17: error ZK1424: java.flags[0]: is the maximum heap; write java.heap");
        yield return Case("superuser_missing", "membership: static", "membership: dynamic",
            "1:1: error ZK1416: superuser: is missing; a dynamic ensemble's members are changed by it; "
            + "write superuser: { passwordFile: FILE } or { password: ${NAME} }");
        yield return Case("embedded_with_a_stranger", "java: { heap: 1g }", "embedded: { start: [7] }",
            "6:21: error ZK1414: embedded.start[0]: 7 is the id of no server; use ids that servers have");
        yield return Case("alias", "java: { heap: 1g }", "java: *other",
            "6:7: error ZK1006: is an anchor, an alias or a tag; write the value itself; these parts of YAML are not used here",
            "6:7: error ZK1105: java: is a single value where a mapping is wanted; write { home: … }");
        yield return Case("ensemble_missing", "ensemble: realtime\n", "",
            "1:1: error ZK1103: ensemble: is missing; write ensemble: realtime");
        yield return Whole(
            "no_servers", Project.Good[..Project.Good.IndexOf("servers", StringComparison.Ordinal)] + "servers: []",
            "7:10: error ZK1106: servers: is empty; write at least one item");
        yield return Whole("bad_yaml", "ensemble: realtime\nservers: [ { id: 1 }\nmembership: static\n",
            "3:1: error ZK1004: is not YAML from here on; check indentation, quotes and brackets here");
        yield return Whole("tab_as_indentation", "ensemble: realtime\nrelease:\n\tversion: 3.9.3\n",
            "3:1: error ZK1004: is not YAML: While scanning a mapping, found invalid tab as indentation; "
            + "check indentation, quotes and brackets here");
        yield return Whole(
            "empty_file", "", "1:1: error ZK1008: holds no inventory; begin with ensemble: NAME; see inventories/local.yml");
        yield return Whole(
            "text_only", "hello", "1:1: error ZK1008: holds no inventory; begin with ensemble: NAME; see inventories/local.yml");
        yield return Whole("two_documents", Project.Good + "\n---\n" + Project.Good,
            "11:1: error ZK1005: starts a second document; write one ensemble per file");
        yield return Whole("dynamic_in_3.4", Project.Remote.Replace("3.9.4", "3.4.14", StringComparison.Ordinal),
            "3:13: error ZK1423: membership: dynamic is impossible with ZooKeeper 3.4.14: 3.4 knows no reconfig; "
            + "write static, or use 3.5.3 or later");
        yield return Whole("dynamic_before_3.5.3", Project.Remote.Replace("3.9.4", "3.5.2", StringComparison.Ordinal),
            "3:13: error ZK1423: membership: dynamic is unsafe with ZooKeeper 3.5.2: any client may change the members before 3.5.3; "
            + "write static, or use 3.5.3 or later");
        yield return Whole("ssh_without_user", Project.Remote.Replace(", user: deploy", "", StringComparison.Ordinal),
            "4:13: error ZK1103: connection.user: is missing; write the account to log in as");
        yield return Whole(
            "ssh_with_relative_path",
            Project.Remote.Replace("servers:", "paths: { data: data }\nservers:", StringComparison.Ordinal),
            "6:16: error ZK1501: paths.data: 'data' is not absolute; begin it with / where hosts are reached by ssh");
        yield return Whole("password_file_missing", Project.Remote.Replace("password: hunter2", "passwordFile: no.such",
            StringComparison.Ordinal),
            "5:28: error ZK1420: superuser.passwordFile: names ROOT/no.such, which does not exist; "
            + "make it, mode 0600, with the password in its first line");
    }

    private static IEnumerable<TestCaseData> Warnings()
    {
        yield return Case(
            "even_number", Project.Good[Project.Good.IndexOf("\n  - { id: 3", StringComparison.Ordinal)..], "",
            "8:3: warning ZK1308: servers: has 2 participants, which bear no more failures than 1; use an odd number");
        yield return Case("data_under_tmp", "java: { heap: 1g }", "paths: { data: \"/tmp/zookeeper/{id}\" }",
            "6:16: warning ZK1504: paths.data: '/tmp/zookeeper/{id}' is emptied when the host starts; "
            + "use a folder that lasts");
        yield return Case("setting_of_a_plugin", "tickTime: 2000", "com.example.audit.sink: kafka1",
            "5:13: warning ZK1211: settings.com.example.audit.sink: is not a key that ZooKeeper knows: it is written as it "
            + "is, for a plug-in that may read it; write it under otherSettings, where such keys belong, or remove it");
        yield return Case("setting_of_an_earlier_release", "tickTime: 2000", "leader.maxConcurrentSnapshots: 5",
            "5:44: warning ZK1212: settings.leader.maxConcurrentSnapshots: is read by ZooKeeper up to 3.5.10, "
            + "and 3.9.3 ignores it; remove it");
        yield return Case("autopurge_off", "tickTime: 2000", "autopurge: { purgeInterval: 0 }",
            "5:41: warning ZK1208: settings.autopurge.purgeInterval: "
            + "switches purging off, so snapshots and logs fill the disk; use 1 to 24 hours");
        yield return Case("heap_that_holds_nothing", "heap: 1g", "heap: 16m",
            "6:15: warning ZK1425: java.heap: 16m hardly holds an empty server; use 128m or more");
        yield return Case("acls_off", "tickTime: 2000", "skipACL: yes",
            "5:22: warning ZK1209: settings.skipACL: opens every znode to every client; remove it");
        yield return Case("superuser_of_no_use", "java: { heap: 1g }", "superuser: { password: x }",
            "6:12: warning ZK1417: superuser: is of no use where membership is static; "
            + "remove it, or write membership: dynamic");
        yield return Whole(
            "loopback_among_others", Project.Remote.Replace("10.0.0.13", "127.0.0.1", StringComparison.Ordinal),
            "9:20: warning ZK1309: servers[2].host: 127.0.0.1 is another machine on every host; "
            + "use an address that the other hosts can reach");
    }

    [TestCaseSource(nameof(Errors))]
    public void Is_refused_at_its_place(string yaml, string[] expected)
    {
        using var project = new Project();

        var reading = project.Read(yaml);

        Assert.That(Lines(reading, project), Is.EqualTo(expected.Select(line => "inventories/x.yml:" + line)));
        Assert.That(reading.Inventory, Is.Null);
    }

    [TestCaseSource(nameof(Warnings))]
    public void Is_warned_of_at_its_place(string yaml, string[] expected)
    {
        using var project = new Project();

        var reading = project.Read(yaml);

        Assert.That(
            Lines(reading, project), Is.EqualTo(expected.Select(line => "inventories/x.yml:" + line)).AsCollection);
        Assert.That(reading.Inventory, Is.Not.Null);
    }

    private static IEnumerable<string> Lines(InventoryReading reading, Project project) =>
        reading.Faults.Select(fault => fault.ToString().Replace(project.Root, "ROOT", StringComparison.Ordinal));

    /// <summary>The good inventory with one part replaced.</summary>
    private static TestCaseData Case(string name, string part, string replacement, params string[] expected) =>
        Project.Good.Contains(part, StringComparison.Ordinal)
            ? Whole(name, Project.Good.Replace(part, replacement, StringComparison.Ordinal), expected)
            : throw new ArgumentException($"not in the good inventory: {part}", nameof(part));

    private static TestCaseData Whole(string name, string yaml, params string[] expected) =>
        new TestCaseData(yaml, expected).SetArgDisplayNames(name);
}
