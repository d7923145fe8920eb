using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// One server under dynamic membership whose list says where it listens and not where it is: <c>server.1=0.0.0.0:…</c>.
/// </summary>
public sealed class EverywhereLayout(string version) : ForeignLayout(version, 1)
{
    /// <summary>The release that it runs from, once it was started.</summary>
    public OfficialRelease? Release { get; private set; }

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        Release = await OfficialRelease.CreateAsync(Path.Combine(Folder, "zookeeper"), Version);
        var data = Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName;
        var list = Path.Combine(Release.ConfigFolder, "members");
        await File.WriteAllTextAsync(Path.Combine(data, "myid"), "1\n");
        await File.WriteAllTextAsync(list, string.Create(CultureInfo.InvariantCulture,
            $"server.1=0.0.0.0:{this[id].Quorum}:{this[id].Election}:participant;{this[id].Client}\n"));
        await File.WriteAllTextAsync(Path.Combine(Release.ConfigFolder, "zoo.cfg"), string.Create(
            CultureInfo.InvariantCulture, $"""
            tickTime=500
            initLimit=20
            syncLimit=10
            dataDir={data}
            dynamicConfigFile={list}
            standaloneEnabled=false
            reconfigEnabled=true
            skipACL=yes
            4lw.commands.whitelist=*
            admin.serverPort={this[id].Admin}

            """));
        await Release.RunAsync("start");
    }
}
