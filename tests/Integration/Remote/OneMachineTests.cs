using Integration.Rollouts;
using Lab;

namespace Integration.Remote;

/// <summary>Two names of one machine lead to one lock.</summary>
[Parallelizable]
[Category("Long")]
public sealed class OneMachineTests
{
    [Test]
    public async Task Two_names_of_one_machine_are_told_as_such_and_not_as_another_rollout()
    {
        await using var sshd = await RealSshd.StartAsync("ListenAddress 127.0.0.2");
        var folder = TestFolder.Create();
        var key = sshd.PublicHostKey("ed25519");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "known_hosts"),
            $"[127.0.0.1]:{sshd.Port} {key}\n[127.0.0.2]:{sshd.Port} {key}\n");
        var inventory = Path.Combine(folder, "inventory.yml");
        await File.WriteAllTextAsync(inventory, $$"""
            ensemble: one-machine-{{sshd.Port}}
            release: { version: 3.9.3, archive: "{{folder}}/no.tar.gz" }
            membership: static
            connection:
              type: ssh
              user: {{Environment.UserName}}
              port: {{sshd.Port}}
              key: "{{sshd.UserKey("ed25519")}}"
              knownHosts: "{{folder}}/known_hosts"
            paths:
              install: "{{folder}}/install"
              config: "{{folder}}/{id}/conf"
              data: "{{folder}}/{id}/data"
              log: "{{folder}}/{id}/log"
            servers:
              - { id: 1, host: 127.0.0.1 }
              - { id: 2, host: 127.0.0.2 }
            """);

        var output = await ExpansionTests.Run(2, "--target=Deploy", $"--inventory={inventory}");

        Assert.That(output, Does.Contain("are one machine, or share the folder").And.Contain("127.0.0.1")
            .And.Contain("127.0.0.2").And.Not.Contain("Another rollout"));
        Assert.That(Directory.GetDirectories(folder), Has.Length.EqualTo(1), "only the folder of the lock");
    }
}
