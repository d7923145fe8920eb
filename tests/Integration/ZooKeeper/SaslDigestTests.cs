using System.Collections.Immutable;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.ZooKeeper;

/// <summary>Logins with DIGEST-MD5 to real servers.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SaslDigestTests
{
    private const string Users = """
        Server {
            org.apache.zookeeper.server.auth.DigestLoginModule required user_anna="s3cret" user_bert="p: ä,=";
        };
        """;

    [TestCaseSource(typeof(ZooKeeperVersions), nameof(ZooKeeperVersions.Each))]
    public async Task Who_logs_in_reads_what_is_for_sasl_users_and_logs_in_again_after_a_restart(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version, options: Jaas(version, Users));
        await using var client = await LoginAsync(ensemble, "anna", "s3cret");
        await client.CreateAsync("/secret", "mine"u8.ToArray(), acl: [new Acl(Permissions.All, "sasl", "anna")]);
        await using var stranger = await Clients.ConnectAsync(ensemble.Servers);
        await using var bert = await LoginAsync(ensemble, "bert", "p: ä,=");
        Assert.That((await client.GetDataAsync("/secret")).Text, Is.EqualTo("mine"));
        await Assert.ThrowsAsync<NoAuthException>(() => stranger.GetDataAsync("/secret"));
        await Assert.ThrowsAsync<NoAuthException>(() => bert.GetDataAsync("/secret"));
        await bert.CreateAsync("/berts", acl: Acl.CreatorOnly);
        Assert.That((await bert.GetAclAsync("/berts")).ToString(), Is.Not.Empty);

        foreach (var (user, password) in new[] { ("anna", "wrong"), ("nemo", "unheard-of") })
        {
            var failure = (await Assert.ThrowsAsync<AuthFailedException>(
                async () => await LoginAsync(ensemble, user, password)))!;
            TestContext.Out.WriteLine($"{version} {user}: {failure.Message}");
            Assert.That(failure.Message, Does.Contain($"the SASL login as {user} by DIGEST-MD5").And.Not.Contain(password));
        }

        await ensemble.Servers[0].StopAsync();
        await client.UntilAsync(SessionState.Connecting);
        var waiting = client.GetDataAsync("/secret");
        await ensemble.Servers[0].StartAsync();
        Assert.That((await waiting.WaitAsync(Clients.Patience)).Text, Is.EqualTo("mine"));
    }

    [TestCaseSource(nameof(ZooKeeperVersionsAll))]
    [Category("Long")]
    public async Task A_password_that_changes_ends_the_session_when_it_reconnects(string version)
    {
        var jaas = Jaas(version, Users);
        await using var ensemble = await RealEnsemble.StartAsync(version, options: jaas);
        await using var client = await LoginAsync(ensemble, "anna", "s3cret");
        await ensemble.Servers[0].StopAsync();
        await client.UntilAsync(SessionState.Connecting);
        var file = jaas.JavaFlags[0].Split('=')[1];
        await File.WriteAllTextAsync(file, Users.Replace("s3cret", "another", StringComparison.Ordinal));
        var waiting = client.GetDataAsync("/");
        await ensemble.Servers[0].StartAsync();

        var failure = (await Assert.ThrowsAsync<AuthFailedException>(() => waiting.WaitAsync(Clients.Patience)))!;
        TestContext.Out.WriteLine($"{version}: {failure.Message}");
        Assert.That(failure.Message, Does.Contain("the SASL login as anna"));
        Assert.That(client.State, Is.EqualTo(SessionState.AuthenticationFailed));
    }

    [TestCaseSource(nameof(ZooKeeperVersionsAll))]
    [Category("Long")]
    public async Task A_server_without_JAAS_is_told(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(version);
        var failure = (await Assert.ThrowsAsync<AuthFailedException>(
            async () => await LoginAsync(ensemble, "anna", "s3cret")))!;
        TestContext.Out.WriteLine($"{version}: {failure.Message}");
        Assert.That(failure.Message, Does.Contain("knows no SASL"));
    }

    [TestCase("3.8.0")]
    [TestCase(ZooKeeperVersions.Latest)]
    [Category("Long")]
    public async Task A_server_that_requires_SASL_refuses_who_does_not_log_in_and_takes_who_does(string version)
    {
        await using var ensemble = await RealEnsemble.StartAsync(
            version, options: Jaas(version, Users, ("sessionRequireClientSASLAuth", "true")));
        await using var client = await LoginAsync(ensemble, "anna", "s3cret");
        await client.CreateAsync("/a");
        await using var stranger = await Clients.ConnectAsync(ensemble.Servers);
        var refused = (await Assert.CatchAsync<ZooKeeperException>(() => stranger.GetDataAsync("/a")))!;
        var wrong = (await Assert.ThrowsAsync<AuthFailedException>(async () => await LoginAsync(ensemble, "anna", "x")))!;
        TestContext.Out.WriteLine($"{version}: {refused.Message}\n{wrong.Message}");
        Assert.That(refused.Code, Is.EqualTo(ErrorCode.SessionClosedRequireSaslAuth));
    }

    private static IEnumerable<string> ZooKeeperVersionsAll => ZooKeeperVersions.All;

    [Test]
    [Category("Long")]
    public async Task A_server_in_FIPS_mode_is_told_to_leave_it()
    {
        await using var ensemble = await RealEnsemble.StartAsync(
            ZooKeeperVersions.Latest, options: Jaas(ZooKeeperVersions.Latest, Users, ("fips-mode", "true")));
        var failure = (await Assert.ThrowsAsync<AuthFailedException>(
            async () => await LoginAsync(ensemble, "anna", "s3cret")))!;
        Assert.That(failure.Message, Does.Contain("fips-mode=false"));
    }

    private static RealEnsembleOptions Jaas(
        string version, string text, params IEnumerable<(string Key, string Value)> settings)
    {
        var keys = new Dictionary<string, string>
        {
            ["authProvider.1"] = "org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
        };
        if (Version.Parse(version).IsFipsByDefault)
        {
            keys["fips-mode"] = "false";
        }

        foreach (var (key, value) in settings)
        {
            keys[key] = value;
        }

        var file = Path.Combine(TestFolder.Create("jaas"), "jaas.conf");
        File.WriteAllText(file, text);
        return new RealEnsembleOptions
        {
            JavaFlags = [$"-Djava.security.auth.login.config={file}", "-Dfile.encoding=UTF-8"],
            Settings = keys.ToImmutableDictionary(),
        };
    }

    private static Task<ZooKeeperClient> LoginAsync(RealEnsemble ensemble, string user, string password) =>
        ZooKeeperClient.ConnectAsync(
            Clients.Options(ensemble.Servers) with { Login = new SaslLogin.Digest(user, password) });
}
