using CsCheck;
using Ensembles.Findings;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Preflight;
using Ensembles.Rendering;
using Ensembles.Rollouts;
using Integration.Remote;
using Lab;
using Remote;

namespace Integration.Hosts;

/// <summary>
/// Whatever stands in an inventory is refused as its fault, or comes through every script to the server as it is:
/// through the shells of this machine and of a host, the start script, and java.env, which a shell runs.
/// </summary>
[Parallelizable]
public sealed class AnyValueTests
{
    private static readonly string[] Keys =
    [
        "INSTALL", "CONFIG", "DATA", "DATALOG", "LOG", "JAVA", "FLAG", "SETTING", "PASSWORD", "ENSEMBLE", "HOST",
        "USER", "HEAP", "CLIENT",
    ];

    private const string Letters = " \t\n\r'\"`$(){}[]<>|&;!#~*?\\/=%:^@+-,.aZ0\u00e9\u007f";

    private static readonly string[] Words =
    [
        "it's", "two  words", "\"", "a;touch PWNED;", "`touch PWNED`", "$(touch PWNED)", "&& touch PWNED",
        "|touch PWNED", "x\ntouch PWNED", "'; touch PWNED; '", "\"; touch PWNED; \"", "a&&touch${IFS}PWNED",
        "-n", "~", "#", "[a]", "(a)", "!!", "<a>", "a;b|c&d", "`a`",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Int[0, Letters.Length - 1].Select(i => Letters[i]).Array[1, 12].Select(letters => new string(letters)),
        Gen.Int[0, Words.Length - 1].Select(i => Words[i]));

    // Several keys of the same sample, so that one that is refused does not hide the others for long.
    private static readonly Gen<(int Key, string Value)[]> Values =
        Gen.Select(Gen.Int[0, Keys.Length - 1], Text).Array[1, 3];

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = TestFolder.Create();

    [Test]
    public async Task Any_value_is_refused_or_arrives_on_this_machine() => await SampleAsync(new LocalHost());

    [Test]
    public async Task Any_value_is_refused_or_arrives_over_ssh()
    {
        var (sshd, host) = await SshdFixture.StartAsync();
        try
        {
            await SampleAsync(host);
        }
        finally
        {
            await SshdFixture.StopAsync(host, sshd);
        }
    }

    private async Task SampleAsync(IHost host)
    {
        var number = 0;
        Assert.That(await ArrivesAsync(host, [
            (0, "it's; touch PWNED"), (1, "\"two  words\" `touch PWNED`"), (2, "a&&b|c<d>"),
            (3, "(x) [y] #z ~ !!"), (4, "'\""),
            (5, "j'a\"v`a`;"), (6, "-Da='b\"$(touch${IFS}PWNED)`c`;d&|<>()#~!"),
            (7, "a 'b' \"c\" $(touch PWNED) `d`; e"),
            (8, "'$(touch PWNED)`\\\""),
        ], ++number), "none of these is at fault");

        await Values.SampleAsync(
            async Task (values) => await ArrivesAsync(host, values, ++number), iter: host is LocalHost ? 30 : 12,
            threads: 1);

        Assert.That(Directory.GetFiles(folder, "*PWNED*", SearchOption.AllDirectories), Is.Empty);
        Assert.That(File.Exists("/PWNED"), Is.False);
    }

    /// <returns>False where the inventory is refused.</returns>
    private async Task<bool> ArrivesAsync(IHost host, (int Key, string Value)[] values, int number)
    {
        var environment = Good(Path.Combine(folder, $"{number}"));
        foreach (var (key, value) in values)
        {
            // A path begins where nothing else is; the others are nothing but the value.
            environment[Keys[key]] = key < 6 ? $"{folder}/{number}/{Keys[key]}/{value}" : value;
        }

        var reading = await ReadAsync(environment);
        if (reading.Inventory is { } inventory)
        {
            await ArrivesAsync(host, inventory, environment);
            return true;
        }

        Assert.That(reading.Faults, Has.Some.Property("Severity").EqualTo(FaultSeverity.Error));
        return false;
    }

    /// <summary>The way of a server's first start and stop, with a Java that writes down what it is given.</summary>
    private static async Task ArrivesAsync(IHost host, Inventory inventory, Dictionary<string, string> environment)
    {
        var (fleet, server) = (new Fleet(inventory, _ => host), inventory.Servers[0]);
        var control = new ServerControl(fleet, new Renderer(Path.Combine(ProjectFolders.Root, "templates")));
        var home = inventory.Java.Home!;
        await host.WriteAsync([.. Programs(home, inventory.ReleasePath)]);
        await using (await host.LockAsync(inventory.LockFile(), "this test"))
        {
            await control.WriteAsync(server, new MembershipForm.DynamicInitial([server.Line()]), default);
            await control.StartAsync(server, initialize: true, default);
        }

        try
        {
            var arguments = (await Poll.UntilAsync(
                async () => (await host.ReadAsync([$"{home}/bin/arguments"])).Values.SingleOrDefault(),
                () => $"java is not started in {home}")).AsEnumerable();
            var words = System.Text.Encoding.UTF8.GetString([.. arguments]).Split('\0');
            Assert.That(words, Has.One.EqualTo(environment["FLAG"]));
            Assert.That(words, Has.One.EqualTo($"-Dzookeeper.log.dir={server.Paths.Log}"));
            Assert.That(words[^2..], Is.EqualTo([server.ZooCfgPath(), ""]));

            var facts = await HostFacts.TakeAsync(fleet, server, ServerLook.Files(inventory, server), default);
            Assert.That(facts.StartedByUs, Is.True);
            Assert.That(facts.KeptMembers?.Servers.Keys, Is.EqualTo([1L]));
            var cfg = ZooCfg.Parse(facts.Files[server.ZooCfgPath()]);
            Assert.That(
                (cfg["dataDir"], cfg["dataLogDir"] ?? cfg["dataDir"], cfg["superUser"]),
                Is.EqualTo((server.Paths.Data, server.Paths.DataLog, environment["SETTING"])));
            Assert.That((await PreflightRun.RunAsync(fleet, observation: null)).ToString(), Is.Empty);
        }
        finally
        {
            await control.StopAsync(server, default);
        }

        Assert.That((await HostFacts.TakeAsync(fleet, server, [], default)).Pid, Is.Null);
    }

    private static IEnumerable<HostFile> Programs(string home, string release)
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const string Java = """
            #!/bin/sh
            case "$*" in *-version*) echo 'openjdk version "17.0.15"' >&2; exit ;; esac
            printf '%s\0' "$@" >"${0%/*}/part" && mv "${0%/*}/part" "${0%/*}/arguments"
            sleep 1000 &
            trap 'kill $!; exit 143' TERM
            wait
            """;
        yield return new($"{home}/bin/java", System.Text.Encoding.UTF8.GetBytes(Java), Mode);
        foreach (var name in new[] { "zkServer.sh", "zkEnv.sh" })
        {
            var script = Path.Combine(ProjectFolders.Root, "build/Debian/Distribution/bin", name);
            yield return new($"{release}/bin/{name}", File.ReadAllBytes(script), Mode);
        }
    }

    private static Dictionary<string, string> Good(string folder) => new()
    {
        ["INSTALL"] = $"{folder}/install", ["CONFIG"] = $"{folder}/config", ["DATA"] = $"{folder}/data",
        ["DATALOG"] = $"{folder}/datalog", ["LOG"] = $"{folder}/log", ["JAVA"] = $"{folder}/java", ["FLAG"] = "-Da=b",
        ["SETTING"] = "nobody", ["PASSWORD"] = "secret", ["ENSEMBLE"] = "any", ["HOST"] = "127.0.0.1", ["USER"] = "",
        ["HEAP"] = "64m", ["CLIENT"] = "127.0.0.1",
    };

    /// <summary>Through the environment, so that YAML's own rules for quotes play no part.</summary>
    private async Task<InventoryReading> ReadAsync(Dictionary<string, string> environment)
    {
        using var ports = PortAllocator.Take();
        var user = environment["USER"].Length == 0 ? "" : "user: \"${USER}\"";
        var file = Path.Combine(folder, "inventory.yml");
        await File.WriteAllTextAsync(file, $$"""
            ensemble: "${ENSEMBLE}"
            release: { version: 3.9.6 }
            membership: dynamic
            connection: { type: local }
            paths: { install: "${INSTALL}", config: "${CONFIG}", data: "${DATA}", dataLog: "${DATALOG}", log: "${LOG}" }
            settings: { superUser: "${SETTING}", preAllocSize: 64 }
            java: { home: "${JAVA}", heap: "${HEAP}", flags: ["${FLAG}"] }
            superuser: { password: "${PASSWORD}" }
            {{user}}
            servers:
              - id: 1
                host: "${HOST}"
                clientAddress: "${CLIENT}"
                ports:
                  { client: {{ports.Next()}}, quorum: {{ports.Next()}}, election: {{ports.Next()}},
                    admin: {{ports.Next()}} }
            """);
        return InventoryReader.Read(file, environment.GetValueOrDefault, folder);
    }
}
