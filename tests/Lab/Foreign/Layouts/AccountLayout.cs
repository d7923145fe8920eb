using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Lab.Foreign.Layouts;

/// <summary>
/// As <see cref="ArticleLayout"/>, by an account of the system that is not ours: its files are its own, and it has
/// started the server.
/// </summary>
public sealed class AccountLayout(string version, params ImmutableArray<int> ids) : ForeignLayout(version, ids)
{
    public const string Account = "daemon";

    public string HomeOf(int id) => Path.Combine(Folder, $"node{id}");

    /// <inheritdoc/>
    protected override async Task StartAsync(int id)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Prerequisite.IsMissing("Only root can start a server of another account: run the tests as root.");
        }

        var release = await OfficialRelease.CreateAsync(HomeOf(id), Version);
        var data = Directory.CreateDirectory(Path.Combine(HomeOf(id), "data")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(release.ConfigFolder, "zoo.cfg"),
            Sample(id, data, string.Create(CultureInfo.InvariantCulture, $"admin.serverPort={this[id].Admin}")));
        if (Members().Length > 0)
        {
            await File.WriteAllTextAsync(Path.Combine(data, "myid"), $"{id}\n");
        }

        await ShellAsync(HomeOf(id), "chown -R \"$1:\" .", Account);
        release.Shell($"exec runuser -u {Account} -- ./zkServer.sh start").Dispose();
    }

    /// <summary>What lies in the account's folders and is not the account's.</summary>
    public string OfOthers()
    {
        using var find = Process.Start(new ProcessStartInfo("find", [.. Ids.Select(HomeOf), "!", "-user", Account])
        {
            RedirectStandardOutput = true,
        })!;
        return find.StandardOutput.ReadToEnd();
    }
}
