using System.Collections.Immutable;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// As tutorials have it: the archive unpacked into a folder for software, configuration and data inside it, and a link
/// <c>current</c> that leads there.
/// </summary>
public sealed class TutorialLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    /// <summary>The folder for software; that of a suite's own releases may be the same.</summary>
    public string Software(int id) => Path.Combine(Folder, $"opt{id}");

    /// <summary>The unpacked archive, with everything in it.</summary>
    public string Home(int id) => Path.Combine(Software(id), $"apache-zookeeper-{Version}-bin");

    public string Data(int id) => Path.Combine(Home(id), "data");

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        var release = await OfficialRelease.CreateAsync(Home(id), Version);
        Directory.CreateDirectory(Data(id));
        File.CreateSymbolicLink(Path.Combine(Software(id), "current"), Path.GetFileName(Home(id)));
        var admin = string.Create(CultureInfo.InvariantCulture, $"admin.serverPort={this[id].Admin}");
        await File.WriteAllTextAsync(Path.Combine(release.ConfigFolder, "zoo.cfg"), Sample(id, Data(id), admin));
        if (Members().Length > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(Data(id), "myid"), $"{id}\n");
        }

        await release.RunAsync("start");
    }
}
