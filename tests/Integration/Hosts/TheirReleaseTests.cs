using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>
/// On hosts where somebody has unpacked the very release by hand, with data and a configuration in it, as tutorials do,
/// the suite's own goes beside it, also where a run is killed on the way: nothing of theirs is touched.
/// </summary>
[Parallelizable]
[Category("Long")]
public sealed class TheirReleaseTests
{
    private const string Theirs = """
        top=/opt/zookeeper/apache-zookeeper-3.9.3-bin
        mkdir -p $top/conf $top/lib $top/data/version-2
        for file in conf/zoo.cfg lib/zookeeper-3.9.3.jar data/myid data/version-2/log.1 data/version-2/snapshot.0; do
            echo "of somebody else: $file" >"$top/$file"
        done
        ln -s apache-zookeeper-3.9.3-bin /opt/zookeeper/current
        """;

    [Test]
    public async Task What_others_have_unpacked_stays_what_it_is_also_where_runs_are_killed()
    {
        await using var lab = await LabHosts.StartAsync(3);
        await Task.WhenAll(lab.All.Select(host => host.RunAsync(Theirs)));

        // Of one host the folder is a link; of another the link leads to a folder elsewhere.
        await lab[2].RunAsync("mv /opt/zookeeper /home/software && ln -s /home/software /opt/zookeeper");
        await lab[3].RunAsync(
            "mv /opt/zookeeper/apache-zookeeper-3.9.3-bin /home/zk && ln -sfn /home/zk /opt/zookeeper/current");
        var before = await Task.WhenAll(lab.All.Select(HostFiles.OfAsync));
        var file = await new LabFleet(lab, "3.9.3", IsDynamic: true) { More = "user: zookeeper" }.WriteAsync();

        // A link of theirs decides what their servers start from: it is neither followed nor replaced.
        var refused = await ExpansionTests.Run(4, "--target=Deploy", $"--inventory={file}");
        Assert.That(refused, Does.Contain("/opt/zookeeper/current was not made by a rollout"));
        Assert.That(await ChangedAsync(), Is.Empty);
        await Task.WhenAll(lab.All.Select(host => host.RunAsync("rm /opt/zookeeper/current")));

        foreach (var word in new[] { "sending", "s, ", "Brought to the hosts" })
        {
            await using var suite = SuiteProcess.Start("--target=Deploy", $"--inventory={file}");
            await Poll.UntilAsync(
                () => suite.Ended.IsCompleted || suite.Output.Contains(word, StringComparison.Ordinal),
                $"{word} does not come", TimeSpan.FromMinutes(2));
            suite.Kill();
            await suite.Ended;
        }

        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={file}");

        Assert.That((await ChangedAsync()).Where(path => path != "/opt/zookeeper/current"
            && path != "/home/software/current"), Is.Empty);
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}"), Does.Contain("Nothing to do"));

        async Task<List<string>> ChangedAsync()
        {
            var after = await Task.WhenAll(lab.All.Select(HostFiles.OfAsync));
            return
            [
                .. lab.All.SelectMany((_, at) => after[at].ChangedOf(before[at])).Where(path =>
                    path.EndsWith("/current", StringComparison.Ordinal)
                    || path.EndsWith("/apache-zookeeper-3.9.3-bin", StringComparison.Ordinal)
                    || path.Contains("/apache-zookeeper-3.9.3-bin/", StringComparison.Ordinal)
                    || path.StartsWith("/home/zk", StringComparison.Ordinal)),
            ];
        }
    }
}
