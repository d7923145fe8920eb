using Integration.Rollouts;
using Lab;

namespace Integration.Security;

/// <summary>Logins between servers by hand: settings and a file of JAAS, whose sections have names of their own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class NamedSectionsTests
{
    private const string Jaas = """
        ZkPeerServer {
          org.apache.zookeeper.server.auth.DigestLoginModule required
          user_peer="peer-secret";
        };
        ZkPeerLearner {
          org.apache.zookeeper.server.auth.DigestLoginModule required
          username="peer"
          password="peer-secret";
        };

        """;

    [TestCase("3.9.3")]
    [TestCase("3.4.13", Category = "Long")]
    public async Task Sections_with_names_of_their_own_are_used(string version)
    {
        await using var inventory = await OfAsync(version, "saslLoginContext");

        var output = await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("Verification passed"));
        foreach (var id in inventory.ClientPorts.Keys)
        {
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(inventory.ConfigFolder(id), "zoo.cfg")),
                Does.Contain("quorum.auth.learner.saslLoginContext=ZkPeerLearner"));
        }

        Assert.That(await LogAsync(inventory), Does.Contain("ZkPeerServer").Or.Contain("ZkPeerLearner").Or.Contain("authenticat"));
    }

    /// <summary>The names that are often advised, and that no release reads.</summary>
    [Test]
    public async Task The_names_that_no_release_reads_are_refused_with_the_right_ones()
    {
        await using var inventory = await OfAsync("3.9.3", "loginContext");

        var output = await ExpansionTests.Run(2, "--target=Deploy", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("write quorum.auth.learner.saslLoginContext")
            .And.Contain("write quorum.auth.server.saslLoginContext"));
        Assert.That(Directory.Exists(inventory.DataFolder(1)), Is.False);
    }

    private static async Task<SuiteInventory> OfAsync(string version, string context)
    {
        var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 3);
        inventory.IsEmbedded = false;
        var jaas = Path.Combine(inventory.Folder, "jaas.conf");
        await File.WriteAllTextAsync(jaas, Jaas);
        foreach (var key in new[] { "enableSasl", "learnerRequireSasl", "serverRequireSasl" })
        {
            inventory.Settings[$"quorum.auth.{key}"] = "true";
        }

        inventory.Settings["quorum.cnxn.threads.size"] = "20";
        inventory.Settings[$"quorum.auth.learner.{context}"] = "ZkPeerLearner";
        inventory.Settings[$"quorum.auth.server.{context}"] = "ZkPeerServer";
        inventory.JavaFlags.Add($"-Djava.security.auth.login.config={jaas}");
        inventory.Write();
        return inventory;
    }

    private static async Task<string> LogAsync(SuiteInventory inventory)
    {
        var files = Directory.EnumerateFiles(Path.Combine(inventory.Folder, "1", "log"));
        return string.Join('\n', await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file))));
    }
}
