using System.Collections.Immutable;
using System.Globalization;
using Ensembles;
using Ensembles.Inventories;
using Ensembles.Rendering;
using Remote;
using ZooKeeper.Status;

namespace Suite.Runs.Bundles;

/// <summary>
/// What one server leaves behind for finding out why a run failed: its configuration, what it was started with, the
/// ends of its newest logs, its process and disks, its own words. Read only, and bounded in size.
/// </summary>
internal static class HostEvidence
{
    /// <summary>Of each of the newest logs.</summary>
    private const int LogLines = 2000;

    /// <summary>Of each of the newest logs, and of every other file.</summary>
    private const int MostBytes = 256 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WordDeadline = TimeSpan.FromSeconds(2);
    private static readonly ImmutableArray<string> Words = ["srvr", "conf", "mntr"];

    private const string Collect = """
        token=$1 config=$2 data=$3 log=$4 install=$5 unit=$6 lines=$7 bytes=$8
        section() { printf '\n%s %s\n' "$token" "$1"; }
        for file in "$config"/zoo.cfg* "$config"/java.env "$config"/log* "$config"/started/* "$data"/myid; do
          if [ -f "$file" ] && [ -r "$file" ]; then
            case $file in
              "$config"/*) section "conf/${file#"$config"/}" ;;
              *) section "conf/${file##*/}" ;;
            esac
            head -c "$bytes" "$file"
          fi
        done
        ls -t "$log"/*.log "$log"/*.out 2>/dev/null | head -n 4 | while IFS= read -r file; do
          section "logs/${file##*/}"
          tail -n "$lines" "$file" | tail -c "$bytes"
        done
        if [ -n "$unit" ]; then
          section logs/journal.log
          journalctl --quiet --no-pager --lines "$lines" --unit "$unit" 2>&1 | tail -c "$bytes"
        fi
        section host.txt
        exec 2>&1
        uname -a
        uptime
        id
        df -k "$data" "$log" "$install"
        free
        ls -ln "$install" "$config" "$data" "$data/version-2"
        pid=$(cat "$data/zookeeper_server.pid" 2>/dev/null)
        if [ -n "$pid" ]; then ps -o pid,user,etime,rss,args -p "$pid"; fi
        java -version
        exit 0
        """;

    /// <returns>Texts by their paths; what could not be had says why.</returns>
    public static async Task<IReadOnlyList<(string Path, string Text)>> OfAsync(
        Fleet fleet, Server server, CancellationToken cancellation)
    {
        var words = Task.WhenAll(Words.Select(word => AskAsync(fleet, server, word, cancellation)));
        var files = FilesAsync(fleet, server, cancellation);
        return [.. await files, .. (await words).Zip(Words, (text, word) => ($"words/{word}.txt", text))];
    }

    private static async Task<IEnumerable<(string Path, string Text)>> FilesAsync(
        Fleet fleet, Server server, CancellationToken cancellation)
    {
        var (paths, token) = (server.Paths, $"=={Guid.NewGuid():N}");
        var script = Script.Of(
            Collect, token, paths.Config, paths.Data, paths.Log, fleet.Inventory.InstallPath,
            ServiceUnit.Name(fleet.Inventory, server), LogLines.ToString(CultureInfo.InvariantCulture),
            MostBytes.ToString(CultureInfo.InvariantCulture)) with { Deadline = Deadline };
        try
        {
            return Sections((await fleet[server].RunAsync(script, cancellation)).Output, token);
        }
        catch (HostException fault)
        {
            return [("unreachable.txt", fault.Message + "\n")];
        }
    }

    /// <summary>Takes the output of the script apart. Names come from a host: none leads out of its folder.</summary>
    internal static IEnumerable<(string Path, string Text)> Sections(string output, string token) =>
        output.Split($"\n{token} ", StringSplitOptions.None).Skip(1).Select(section =>
        {
            var end = section.IndexOf('\n', StringComparison.Ordinal);
            var name = end < 0 ? section : section[..end];
            var safe = string.Join('/', name.Split('/').Where(part => part is not ("" or "." or "..")));
            return (safe, end < 0 ? "" : section[(end + 1)..]);
        });

    private static async Task<string> AskAsync(
        Fleet fleet, Server server, string word, CancellationToken cancellation)
    {
        try
        {
            return await FourLetterWord.AskAsync(
                Fleet.ClientAddress(server), word, WordDeadline, fleet.Connector, cancellation);
        }
        catch (FourLetterWordException fault)
        {
            return fault.Message + "\n";
        }
    }
}
