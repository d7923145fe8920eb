using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.ZooKeeper;

/// <summary>Logins with Kerberos to real servers, by a real KDC.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Long")]
public sealed class KerberosTests
{
    // One test: the library's settings are the process's environment.
    [Test]
    public async Task Who_has_a_ticket_or_a_keytab_logs_in()
    {
        await using var kdc = await RealKdc.StartAsync();
        var (service, anna, berta) = (
            await kdc.AddAsync("zookeeper/localhost"), await kdc.AddAsync("anna"), await kdc.AddAsync("berta"));
        Assert.That(SetVariable("KRB5_CONFIG", kdc.Config, 1) + SetVariable("KRB5CCNAME", "FILE:/nonexistent", 1), Is.Zero);

        var tickets = new SaslLogin.Kerberos();
        foreach (var version in new[] { "3.4.13", "3.8.0", ZooKeeperVersions.Latest })
        {
            await using var ensemble = await RealEnsemble.StartAsync(version, options: Jaas(kdc, service));
            if (version == "3.4.13")
            {
                Assert.That(await RefusalAsync(ensemble, tickets), Does.Contain("there is no Kerberos ticket"));
                Assert.That(SetVariable("KRB5CCNAME", await kdc.LoginAsync("anna", anna), 1), Is.Zero);
            }

            await using (var client = await LoginAsync(ensemble, tickets))
            {
                await client.CreateAsync("/annas", acl: Acl.CreatorOnly);
                Assert.That((await client.GetAclAsync("/annas")).Entries,
                    Is.EqualTo(new[] { new Acl(Permissions.All, "sasl", $"anna@{RealKdc.Realm}") }), version);
                await ensemble.Servers[0].StopAsync();
                await client.UntilAsync(SessionState.Connecting);
                var waiting = client.GetDataAsync("/annas");
                await ensemble.Servers[0].StartAsync();
                await waiting.WaitAsync(Clients.Patience);
            }

            Assert.That(await RefusalAsync(ensemble, new SaslLogin.Digest("anna", "x")), Does.Contain("is for Kerberos"));
            Assert.That(await RefusalAsync(ensemble, new SaslLogin.Kerberos("kafka")), Does.Contain("kvno kafka/localhost"));
        }

        await using var last = await RealEnsemble.StartAsync(ZooKeeperVersions.Latest, options: Jaas(kdc, service));
        var none = new SaslLogin.Kerberos(Keytab: "/nonexistent/keytab");
        Assert.That(await RefusalAsync(last, none), Does.Contain("the keytab cannot be read"));
        var byKeytab = new SaslLogin.Kerberos(Principal: $"berta@{RealKdc.Realm}", Keytab: berta);
        await using var other = await LoginAsync(last, byKeytab);
        await other.CreateAsync("/bertas", acl: Acl.CreatorOnly);
        Assert.That((await other.GetAclAsync("/bertas")).Entries[0].Id, Is.EqualTo($"berta@{RealKdc.Realm}"));
        await using var unnamed = await LoginAsync(last, byKeytab with { Principal = null });
        await unnamed.GetDataAsync("/bertas");
        Assert.That(
            await RefusalAsync(last, new SaslLogin.Kerberos(Keytab: anna)), Does.Contain("this process logs in with the keytab"));
        Assert.That(await RefusalAsync(last, byKeytab with { Principal = "nemo" }),
            Does.Contain($"holds berta@{RealKdc.Realm} first"));
        Assert.That(await RefusalAsync(last, new SaslLogin.Kerberos(Principal: "anna")), Does.Contain("by a keytab only"));
    }

    private static RealEnsembleOptions Jaas(RealKdc kdc, string keytab)
    {
        var file = Path.Combine(TestFolder.Create("jaas"), "jaas.conf");
        File.WriteAllText(file, $$"""
            Server {
                com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true keyTab="{{keytab}}" storeKey=true
                useTicketCache=false principal="zookeeper/localhost@{{RealKdc.Realm}}";
            };
            """);
        return new RealEnsembleOptions
        {
            JavaFlags = [$"-Djava.security.auth.login.config={file}", $"-Djava.security.krb5.conf={kdc.Config}"],
            Settings = ImmutableDictionary<string, string>.Empty.Add(
                "authProvider.1", "org.apache.zookeeper.server.auth.SASLAuthenticationProvider"),
        };
    }

    private static Task<ZooKeeperClient> LoginAsync(RealEnsemble ensemble, SaslLogin login) =>
        ZooKeeperClient.ConnectAsync(Clients.Options(ensemble.Servers) with
        {
            Servers = [new HostPort("localhost", ensemble.Servers[0].ClientPort)],
            Login = login,
        });

    private static async Task<string> RefusalAsync(RealEnsemble ensemble, SaslLogin login) =>
        (await Assert.ThrowsAsync<AuthFailedException>(async () => await LoginAsync(ensemble, login)))!.Message;

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
