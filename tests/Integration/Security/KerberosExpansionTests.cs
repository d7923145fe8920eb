using Integration.Rollouts;
using Lab;

namespace Integration.Security;

/// <summary>An ensemble whose clients log in with Kerberos, by a real KDC; the suite does so by a keytab.</summary>
[Category("Long")]
public sealed class KerberosExpansionTests
{
    [TestCase("3.9.6", true)]
    public async Task It_is_deployed_verified_and_grows(string version, bool isDynamic)
    {
        await using var kdc = await RealKdc.StartAsync();
        var (service, own) = (await kdc.AddAsync("zookeeper/127.0.0.1"), await kdc.AddAsync("operator"));
        Environment.SetEnvironmentVariable("KRB5_CONFIG", kdc.Config);
        try
        {
            await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 4);
            (inventory.IsEmbedded, inventory.Wanted) = (false, 3);
            inventory.JavaFlags.Add($"-Djava.security.krb5.conf={kdc.Config}");
            inventory.Security = $$"""
                sasl:
                  clients: kerberos
                  required: true
                  principal: zookeeper/127.0.0.1@{{RealKdc.Realm}}
                  keytab: "{{service}}"
                  ownPrincipal: operator@{{RealKdc.Realm}}
                  ownKeytab: "{{own}}"
                """;
            inventory.Write();

            await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
            Assert.That(
                await ExpansionTests.Run(0, "--target=Verify", $"--inventory={inventory.File}"), Does.Contain("passed   real operations"));
            inventory.Wanted = 4;
            inventory.Write();
            var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
            Assert.That(output, Does.Contain("missing writes = 0").And.Contain("reconfig: add server 4"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KRB5_CONFIG", null);
        }
    }
}
