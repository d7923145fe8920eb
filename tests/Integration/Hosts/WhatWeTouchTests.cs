using System.Text.RegularExpressions;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>
/// On hosts full of somebody else's files every target changes nothing but what docs/what-we-touch.md lists: all files
/// are looked at before and after.
/// </summary>
[Parallelizable]
[Category("Long")]
public sealed class WhatWeTouchTests
{
    /// <summary>Other people's, beside, above and within the folders of the ensemble.</summary>
    private const string Theirs = """
        mkdir -p /opt/zookeeper/other-app/bin /etc/zookeeper/1 /var/lib/zookeeper/other-db/version-2 \
            /var/log/zookeeper/1 /opt/zookeeper-3.4.6/conf /var/lib/zookeeper/lost+found
        for file in /opt/zookeeper/NOTES /opt/zookeeper/other-app/bin/run /opt/zookeeper/apache-zookeeper.tar.gz \
            /etc/zookeeper/zoo.cfg /etc/zookeeper/1/notes.txt /etc/zookeeper/environment \
            /var/lib/zookeeper/other-db/version-2/log.1 /var/lib/zookeeper/other-db/myid \
            /var/log/auth.log /var/log/zookeeper/zookeeper.log /var/log/zookeeper/1/db.log \
            /var/log/zookeeper/1/auth.log /var/lib/zookeeper/lost+found/of-root \
            /opt/zookeeper-3.4.6/conf/zoo.cfg /tmp/somebody /home/deploy/.profile; do
            echo "of somebody else: $file" >"$file"
        done
        ln -s /etc/zookeeper/environment /opt/zookeeper/link
        chown 12345:12345 /var/lib/zookeeper/other-db/version-2/log.1 /var/log/zookeeper/1/db.log
        chown 41001:41001 /home/deploy/.profile
        chown 41002:41002 /etc/zookeeper/1 /var/log/zookeeper/1
        chmod 600 /var/log/auth.log /var/log/zookeeper/1/auth.log
        chmod 4755 /opt/zookeeper/other-app/bin/run
        """;

    [Test]
    public async Task Every_target_changes_what_is_listed_and_nothing_else()
    {
        await using var lab = await LabHosts.StartAsync(4);
        await Task.WhenAll(lab.All.Select(host => host.RunAsync(Theirs)));
        var listed = Listed(path => path);
        var fleet = new LabFleet(lab, "3.9.3", IsDynamic: true) { Servers = [1, 2, 3], More = "user: zookeeper" };
        var unlisted = new List<string>();

        async Task RunAsync(LabFleet wanted, params string[] arguments)
        {
            var before = await Task.WhenAll(lab.All.Select(HostFiles.OfAsync));
            await ExpansionTests.Run(0, [.. arguments, $"--inventory={await wanted.WriteAsync()}"]);
            var after = await Task.WhenAll(lab.All.Select(HostFiles.OfAsync));
            unlisted.AddRange(lab.All.SelectMany((host, at) => after[at].Since(before[at])
                .Where(path => !listed.Any(pattern => pattern.IsMatch(path)))
                .Select(path => $"{arguments[0]}, {host.Name}: {path}")));
        }

        await RunAsync(fleet, "--target=Deploy");
        await RunAsync(fleet with { Servers = [1, 2, 3, 4] }, "--target=Expand");
        await RunAsync(fleet, "--target=Shrink");
        await RunAsync(fleet with { Servers = [1, 2, 4] }, "--target=Replace");
        await RunAsync(fleet with { Servers = [1, 2, 4] }, "--target=Backup");
        await RunAsync(fleet with { Servers = [1, 2, 4], Version = "3.9.6" }, "--target=Upgrade");
        await RunAsync(fleet with { Servers = [1, 2, 4], Version = "3.9.6" }, "--target=Plan");
        await RunAsync(fleet with { Servers = [1, 2, 4], Version = "3.9.6" }, "--target=Verify", "--thorough");

        // A disaster, and somebody who has put aside what was left.
        await Task.WhenAll(lab.All.Select(host => host.KillAsync("QuorumPeerMain")));
        await Task.WhenAll(lab.All.Select(host => host.RunAsync("""
            for data in /var/lib/zookeeper/[0-9]; do
                if [ -e "$data/version-2" ]; then mv "$data/version-2" "$data/version-2.aside"; fi
            done
            """)));
        await RunAsync(fleet with { Servers = [1, 2, 4], Version = "3.9.6" }, "--target=Restore");

        Assert.That(unlisted, Is.Empty, string.Join('\n', unlisted));
    }

    /// <summary>The same of the embedded ensemble, down to the removal of all that it has made.</summary>
    [Test]
    public async Task Down_with_purge_leaves_what_others_have_beside_it()
    {
        var root = TestFolder.Create("machine");
        string Here(string text) => Regex.Replace(text, "(?<![a-z0-9.}])/(opt|etc|var|tmp|home)/", $"{root}/$1/");
        await using var servers = SuiteInventory.Of("3.9.3", isDynamic: true, present: 1, wanted: 3);
        servers.Paths = (
            Here("/opt/zookeeper"), Here("/etc/zookeeper/{id}"), Here("/var/lib/zookeeper/{id}"),
            Here("/var/log/zookeeper/{id}"));
        // The account of the servers is the one that runs this, which may be any.
        await Ci.Program.OutputAsync("/bin/sh", "-c", "mkdir -p \"$1/tmp\" \"$1/home/deploy\" \"$1/var/log\"\n" +
            Regex.Replace(Here(Theirs), "(?m)^ *chown (?!12345).*$", ""), "sh", root);
        // Several ensembles of one machine do not share the link to the release.
        List<Regex> listed = [.. Listed(Here), new($"^{root}/opt/zookeeper/current-{servers.Ensemble}$")];
        var (unlisted, before) = (new List<string>(), await HostFiles.OfAsync(root));

        async Task RunAsync(int wanted, params string[] arguments)
        {
            servers.Wanted = wanted;
            servers.Write();
            await ExpansionTests.Run(0, [.. arguments, $"--inventory={servers.File}"]);
            var after = await HostFiles.OfAsync(root);
            unlisted.AddRange(after.Since(before)
                .Where(path => path != root && !listed.Any(pattern => pattern.IsMatch(path)))
                .Select(path => $"{arguments[0]}: {path}"));
            before = after;
        }

        await RunAsync(1, "--target=Up");
        await RunAsync(3, "--target=Expand");
        await RunAsync(2, "--target=Shrink");
        await RunAsync(2, "--target=Down");
        await RunAsync(2, "--target=Up");
        await RunAsync(2, "--target=Down", "--purge");

        Assert.That(unlisted, Is.Empty, string.Join('\n', unlisted));
        Assert.That(before.Has($"{root}/var/lib/zookeeper/2"), Is.False, "what was made has stayed");
        Assert.That(before.Has($"{root}/var/log/zookeeper/1/db.log"), Is.True);
    }

    [TestCase("rm /opt/zookeeper/NOTES", "/opt/zookeeper/NOTES")]
    [TestCase("echo more >>/var/log/zookeeper/zookeeper.log", "/var/log/zookeeper/zookeeper.log")]
    [TestCase("chown 41002 /var/log/auth.log", "/var/log/auth.log")]
    [TestCase("chmod 644 /var/lib/zookeeper/other-db/myid", "/var/lib/zookeeper/other-db/myid")]
    [TestCase("mv /etc/zookeeper/1/notes.txt /etc/zookeeper/1/notes", "/etc/zookeeper/1/notes")]
    [TestCase("touch /opt/zookeeper/other-app/x; rm /opt/zookeeper/other-app/x", "/opt/zookeeper/other-app")]
    [TestCase("ln -sfn /tmp /opt/zookeeper/link", "/opt/zookeeper/link")]
    public async Task What_is_planted_is_seen(string script, string path)
    {
        await using var lab = await LabHosts.StartAsync(1);
        await lab[1].RunAsync(Theirs);
        var before = await HostFiles.OfAsync(lab[1]);

        await lab[1].RunAsync(script);

        var changed = (await HostFiles.OfAsync(lab[1])).Since(before).ToList();
        Assert.That(changed, Does.Contain(path));
        Assert.That(Listed(path => path).Any(pattern => pattern.IsMatch(path)), Is.False, "the list would let it pass");
    }

    /// <summary>The paths of the page's second table, with the folders of the ensemble that the test deploys.</summary>
    private static List<Regex> Listed(Func<string, string> here) =>
    [
        .. File.ReadLines(Path.Combine(ProjectFolders.Root, "docs", "what-we-touch.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is [_, ['`', 'I' or 'C' or 'D' or 'L' or '/', ..], _, _])
            .Select(cells => cells[1].Trim('`')
                .Replace("INSTALL", "/opt/zookeeper", StringComparison.Ordinal)
                .Replace("TOPFOLDER", "apache-zookeeper-[0-9.]+-bin", StringComparison.Ordinal)
                .Replace("CONFIG/..", "/etc/zookeeper", StringComparison.Ordinal)
                .Replace("DATA/..", "/var/lib/zookeeper", StringComparison.Ordinal)
                .Replace("LOG/..", "/var/log/zookeeper", StringComparison.Ordinal)
                .Replace("CONFIG", "/etc/zookeeper/[0-9]", StringComparison.Ordinal)
                .Replace("DATA", "/var/lib/zookeeper/[0-9]", StringComparison.Ordinal)
                .Replace("LOG", "/var/log/zookeeper/[0-9]", StringComparison.Ordinal)
                .Replace("ENSEMBLE", "(fleet|lab-[0-9]+)", StringComparison.Ordinal))
            .Select(path => here(path).Replace("**", "<any>", StringComparison.Ordinal).Replace("*", "[^/]*", StringComparison.Ordinal)
                .Replace("<any>", ".+", StringComparison.Ordinal))
            .Select(path => new Regex($"^{path}$")),
    ];
}
