using System.Collections.Immutable;
using System.Text;
using Ensembles.HostAccess;
using Ensembles.Observing.Processes;
using Remote;

namespace Ensembles.Observing.Found;

/// <summary>Looks which ZooKeeper servers run on a host. Changes nothing there.</summary>
public static class HostLook
{
    /// <param name="name">The host as the caller named it.</param>
    /// <exception cref="HostException">The host did not answer or has no shell to run the script.</exception>
    public static async Task<ImmutableArray<FoundServer>> TakeAsync(
        IHost host, string name, CancellationToken cancellation)
    {
        var script = Script.Of(Scripts.Text("process") + "\n" + Scripts.Text("look"));
        var result = await host.RunAsync(script, cancellation);
        return Parse(name, result.OrThrow($"look for servers on {name}").Output);
    }

    internal static ImmutableArray<FoundServer> Parse(string host, string output)
    {
        var blocks = ("\n" + output).Split("\nserver\n");
        ImmutableHashSet<string> names =
        [
            .. Lines(blocks[0])["host"].Where(name => name.Length > 0 && !name.StartsWith("127.", StringComparison.Ordinal)
                && name != "localhost"),
        ];
        return [.. blocks.Skip(1).Select(block => Server(host, names, block)).OfType<FoundServer>()];
    }

    private static FoundServer? Server(string host, ImmutableHashSet<string> names, string block)
    {
        var lines = Lines(block);
        if (ProcessOutput.Read(lines) is not { } process)
        {
            return null;
        }

        var files = Files(block);
        return new()
        {
            Host = host,
            Process = process,
            Config = files.GetValueOrDefault("config"),
            Members = files.GetValueOrDefault("members"),
            MyId = lines["myid"].FirstOrDefault()?.Trim(),
            StartCommand = [.. lines["command"]],
            SettingsFolder = lines["settings"].FirstOrDefault(),
            Written = [.. lines["written"]],
            Configured = [.. lines["configured"]],
            HostNames = names.WithComparer(StringComparer.OrdinalIgnoreCase),
            Addresses = lines["name"].Select(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > 0).GroupBy(words => words[0])
                .ToImmutableDictionary(name => name.Key, name => name.First().Skip(1).ToImmutableArray()),
        };
    }

    private static ILookup<string, string> Lines(string block) => block.Split('\n')
        .Where(line => !line.StartsWith('|')).Select(line => line.Split(' ', 2))
        .ToLookup(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "");

    private static ImmutableDictionary<string, string> Files(string block)
    {
        var files = new Dictionary<string, StringBuilder>();
        StringBuilder? text = null;
        foreach (var line in block.Split('\n'))
        {
            if (line is ['|', .. var content])
            {
                text?.Append(content).Append('\n');
            }
            else if (line.StartsWith("file ", StringComparison.Ordinal))
            {
                files[line["file ".Length..]] = text = new();
            }
        }

        return files.ToImmutableDictionary(file => file.Key, file => file.Value.ToString());
    }
}
