using System.Globalization;
using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;

namespace Integration.Adopting;

/// <summary>A foreign ensemble and the inventory that <c>Adopt</c> has written of it.</summary>
internal sealed class Adopted
{
    private readonly ForeignLayout layout;

    private Adopted(ForeignLayout layout, string file, string output) => (this.layout, File, Output) = (layout, file, output);

    public string File { get; }

    /// <summary>What Adopt has said.</summary>
    public string Output { get; }

    /// <summary>Client ports of all servers, also of those that are yet to join.</summary>
    public Dictionary<int, int> ClientPorts { get; private init; } = [];

    public static async Task<Adopted> FromAsync(ForeignLayout layout)
    {
        var file = Path.Combine(layout.Folder, string.Create(
            CultureInfo.InvariantCulture, $"lab-{layout.ClientPorts.Values.Min()}.yml"));
        var output = await ExpansionTests.Run(
            0, "--target=Adopt", "--local", $"--name={file}", $"--client-port={layout.ClientPorts.Values.Min()}");
        await TestContext.Out.WriteLineAsync(await System.IO.File.ReadAllTextAsync(file));
        return new(layout, file, output) { ClientPorts = layout.ClientPorts.ToDictionary() };
    }

    /// <summary>Writes further servers into the inventory, as its comment tells to.</summary>
    /// <param name="software">Where their release goes; null: a folder of its own.</param>
    public async Task AddAsync(int count, string? software = null)
    {
        var text = (await System.IO.File.ReadAllTextAsync(File)).TrimEnd() + "\n";
        var install = $"  install: \"{software ?? layout.Folder + "/install"}\"\n";
        text = text.Contains("\npaths:\n", StringComparison.Ordinal)
            ? text.Replace("\npaths:\n", "\npaths:\n" + install, StringComparison.Ordinal)
            : text.Replace("\nservers:\n", "\npaths:\n" + install + "\nservers:\n", StringComparison.Ordinal);
        for (var id = ClientPorts.Keys.Max() + 1; count > 0; id++, count--)
        {
            var ports = layout.NewPorts();
            ClientPorts[id] = ports.Client;
            text += string.Create(CultureInfo.InvariantCulture, $$"""
                  - id: {{id}}
                    host: 127.0.0.1
                    ports: { client: {{ports.Client}}, quorum: {{ports.Quorum}}, election: {{ports.Election}}, admin: {{ports.Admin}} }
                    paths:
                      config: "{{layout.Folder}}/new{{id}}/conf"
                      data: "{{layout.Folder}}/new{{id}}/data"
                      log: "{{layout.Folder}}/new{{id}}/log"

                """);
        }

        await System.IO.File.WriteAllTextAsync(File, text);
    }

    /// <summary>Takes servers out of the inventory: they are to leave.</summary>
    public async Task RemoveAsync(params int[] ids)
    {
        var lines = new List<string>();
        var skips = false;
        foreach (var line in await System.IO.File.ReadAllLinesAsync(File))
        {
            if (line.StartsWith("  - id: ", StringComparison.Ordinal))
            {
                skips = ids.Contains(int.Parse(line["  - id: ".Length..], CultureInfo.InvariantCulture));
            }
            else if (!line.StartsWith("    ", StringComparison.Ordinal))
            {
                skips = false;
            }

            if (!skips)
            {
                lines.Add(line);
            }
        }

        await System.IO.File.WriteAllLinesAsync(File, lines);
    }

    /// <summary>Adds a setting of zoo.cfg.</summary>
    public async Task SetAsync(string key, string value)
    {
        var text = await System.IO.File.ReadAllTextAsync(File);
        Assert.That(text, Does.Contain("\nsettings:\n"));
        await System.IO.File.WriteAllTextAsync(
            File, text.Replace("\nsettings:\n", $"\nsettings:\n  {key}: {value}\n", StringComparison.Ordinal));
    }

    /// <summary>Removes the line with this value.</summary>
    public async Task UnsetAsync(string value) => await System.IO.File.WriteAllLinesAsync(
        File, (await System.IO.File.ReadAllLinesAsync(File)).Where(line => !line.EndsWith($": {value}", StringComparison.Ordinal)));

    public Task<string> RunAsync(string target, int expected = 0, params string[] more) =>
        ExpansionTests.Run(expected, [$"--target={target}", $"--inventory={File}", .. more]);
}
