using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Lab.Hosts;

/// <summary>The inventory of an ensemble on hosts of a lab, as a user would write it; the suite reaches them by SSH.</summary>
public sealed record LabFleet(LabHosts Lab, string Version, bool IsDynamic)
{
    /// <summary>The ensemble's name, and that of its file.</summary>
    public string Name { get; init; } = "fleet";

    /// <summary>Numbers of the hosts; each has one server, whose id is the host's number.</summary>
    public ImmutableArray<int> Servers { get; init; } = [];

    /// <summary>Replaces the lines of <see cref="Servers"/>.</summary>
    public string? ServerLines { get; init; }

    /// <summary>Further settings of zoo.cfg.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Private key to log in with.</summary>
    public string KeyFile { get; init; } = Lab.KeyFile;

    public string KnownHosts { get; init; } = Lab.KnownHostsFile;

    /// <summary>Seconds to wait for a host's answer.</summary>
    public int Timeout { get; init; } = 10;

    /// <summary>Client address of a server by its id.</summary>
    public string Client(int id) => $"{Lab[id].Address}:2181";

    /// <summary>Writes the file and gives its path.</summary>
    public async Task<string> WriteAsync()
    {
        var text = new StringBuilder();
        var archive = (await LabReleases.ArchiveAsync(Version)).Path;
        var settings = Settings.AddRange(Fast.Where(setting => !Settings.ContainsKey(setting.Key)));
        text.Append(CultureInfo.InvariantCulture, $$"""
            ensemble: {{Name}}
            release: { version: {{Version}}, archive: "{{archive}}" }
            membership: {{(IsDynamic ? "dynamic" : "static")}}
            connection:
              { type: ssh, user: {{LabHosts.User}}, key: "{{KeyFile}}", knownHosts: "{{KnownHosts}}", become: sudo, timeout: {{Timeout}} }
            paths:
              { install: /opt/zookeeper, config: "/etc/zookeeper/{id}", data: "/var/lib/zookeeper/{id}", log: "/var/log/zookeeper/{id}" }
            settings: { {{string.Join(", ", settings.Select(setting => $"{setting.Key}: {setting.Value}"))}} }
            java: { heap: 96m, flags: [-XX:+UseSerialGC, -XX:TieredStopAtLevel=1, "-Xshare:auto"] }
            {{(IsDynamic ? "superuser: { password: \"for-this-test\" }" : "")}}
            servers:
            {{ServerLines ?? string.Join('\n', Servers.Select(id => $"  - {{ id: {id}, host: {Lab[id].Address} }}"))}}

            """);
        var file = Path.Combine(Lab.Folder, Name + ".yml");
        await File.WriteAllTextAsync(file, text.ToString());
        return file;
    }

    private static readonly ImmutableSortedDictionary<string, string> Fast = new Dictionary<string, string>
    {
        ["tickTime"] = "500", ["initLimit"] = "20", ["syncLimit"] = "10", ["preAllocSize"] = "1024",
    }.ToImmutableSortedDictionary();
}
