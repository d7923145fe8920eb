using Integration.Rollouts;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>sudo that wants a terminal, as older distributions of Red Hat set it up, though it asks the account for no password.</summary>
[Parallelizable]
public sealed class RequireTtyTests
{
    [Test]
    public async Task What_sudo_wants_is_named_with_the_line_that_helps()
    {
        await using var hosts = await LabHosts.StartAsync(1);
        await hosts[1].RunAsync("echo 'Defaults requiretty' >/etc/sudoers.d/aaa && chmod 440 /etc/sudoers.d/aaa");
        var file = $"--inventory={await new LabFleet(hosts, "3.4.13", IsDynamic: false).WriteAsync()}";

        var refused = await ExpansionTests.Run(4, "--target=Deploy", file);

        Assert.That(refused, Does.Contain("Defaults:deploy !requiretty").And.Not.Contain("NOPASSWD").And.Not.Contain("see that the host is up"));
        await hosts[1].RunAsync("echo 'Defaults:deploy !requiretty' >>/etc/sudoers.d/deploy");
        await ExpansionTests.Run(0, "--target=Deploy", file);
    }
}
