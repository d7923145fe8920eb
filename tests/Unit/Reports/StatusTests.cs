using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using NJsonSchema;
using Spectre.Console.Testing;
using Suite.Reports;
using Unit.Inventories;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Reports;

internal sealed class StatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Inventory Inventory = Given.Inventory(5, MembershipKind.Dynamic);

    private static readonly StatusTable Table = StatusTable.Of(
        new(
        [
            Seen(1, ServerMode.Leader, 0x3_0000_0020) with { Status = Status(ServerMode.Leader, 0x3_0000_0020) },
            Seen(2, ServerMode.Follower, 0x3_0000_001d),
            Seen(3, ServerMode.Follower, 0x2_0000_ffff, new FileDifference("zoo.cfg", "tickTime", "500", "2000")),
            Seen(4, null, 0),
            new SurveyedServer(Given.Server(5), null, null, "10.0.0.5 does not answer"),
        ]), Now);

    /// <summary>One that the inventory lacks, as in the middle of a change, and one of which only the client port answers.</summary>
    [Test]
    public void Two_lead_also_where_one_is_a_leaver_or_its_host_cannot_be_looked_at()
    {
        var first = Seen(1, ServerMode.Leader, 0x3_0000_0020);
        Assert.That(StatusTable.Of(new([first]), Now).Conflict, Is.Null);
        Assert.That(StatusTable.Of(new([first]) { Leavers = [Given.Leads(2, Given.Static(2, 3, 4))] }, Now).Conflict, Is.Not.Null);
        Assert.That(StatusTable.Of(
            new([first, new(Given.Server(2), null, Status(ServerMode.Leader, 0x3_0000_0020), "no answer")]), Now).Conflict, Is.Not.Null);
    }

    [Test]
    public void A_wide_terminal_has_all_columns()
    {
        var lines = Written(140).Split('\n');

        Assert.That(lines[0], Is.EqualTo("test: 5 servers wanted, 3 serving"));
        Assert.That(
            lines[1],
            Does.Match("^server +address +role +zxid +lag +clients +queued +avg/max ms +znodes +version +uptime"));
        Assert.That(lines[1], Does.EndWith("uptime  members    config     drift"));
        Assert.That(
            lines[3],
            Does.Match(@"^2 +10.0.0.2:2181 +follower +0x30000001d +3 +7 +1 +0.4/12 +30 +3.9.3 +1h 01m +1,2,3,4,5"));
        Assert.That(lines[4], Does.Match("0x20000ffff +epoch ").And.EndWith("1,2,3,4,5  100000000      1"));
        Assert.That(lines[5], Does.Match("^4 +10.0.0.4:2181 +down +1,2,3,4,5 +100000000$"));
        Assert.That(lines[6..], Is.EqualTo(new[]
        {
            "5       10.0.0.5:2181  unreachable",
            "server 5 10.0.0.5 does not answer",
            "drift ZK3001: server 3: zoo.cfg: tickTime is 500, wanted 2000; a rollout restarts the server with it",
        }));
    }

    [TestCase(80, "server  role         zxid           lag  clients  queued  znodes  version  drift")]
    [TestCase(40, "server  role           lag  drift")]
    public void A_narrow_one_has_the_most_important(int width, string head)
    {
        var lines = Written(width).Split('\n');

        Assert.That(lines[1], Is.EqualTo(head));
        Assert.That(lines.Select(line => line.Length), Is.All.LessThanOrEqualTo(width));
    }

    [Test]
    public void A_block_has_the_time_and_a_line_for_each_server() =>
        Assert.That(StatusBlock.Of(Inventory, Table), Is.EqualTo("""
            2026-01-02T03:04:05Z test: 5 servers wanted, 3 serving
              1 leader zxid 0x300000020 lag 0 clients 7 queued 1 ms 0.4/12 znodes 30 3.9.3
              2 follower zxid 0x30000001d lag 3 clients 7 queued 1 ms 0.4/12 znodes 30 3.9.3
              3 follower zxid 0x20000ffff lag epoch clients 7 queued 1 ms 0.4/12 znodes 30 3.9.3 drift 1
              4 down
              5 unreachable (10.0.0.5 does not answer)
            """.ReplaceLineEndings("\n")));

    [Test]
    public async Task Json_fits_its_schema_and_has_a_row_for_each_server()
    {
        var json = StatusJson.Of(Inventory, Table);
        var schema =
            await JsonSchema.FromFileAsync(
                Path.Combine(Checkout.Root, "build", "Suite", "Reports", "status.schema.json"));

        Assert.That(schema.Validate(json.ToJsonString()), Is.Empty);
        Assert.That(
            json["servers"]!.AsArray().Select(row => (long?)row!["lag"]),
            Is.EqualTo(new long?[] { 0, 3, null, null, null }));
        Assert.That((int?)json["leader"], Is.EqualTo(1));
        Assert.That(
            schema.Validate(json.ToJsonString().Replace("\"leader\":1", "\"leader\":\"1\"", StringComparison.Ordinal)),
            Is.Not.Empty);
    }

    [Test]
    public async Task A_plan_as_json_fits_its_schema()
    {
        var plan =
            Planner.Make(Given.Inventory(3, MembershipKind.Dynamic), [Given.Alone(), Given.Empty(2), Given.Empty(3)]);
        var drifted = Seen(3, ServerMode.Follower, 1, new FileDifference("java.env", null, null, null)).Seen!;
        var json = PlanJson.Of(Inventory, new([drifted]), plan, !plan.Steps.IsEmpty);
        var schema =
            await JsonSchema.FromFileAsync(
                Path.Combine(Checkout.Root, "build", "Suite", "Reports", "plan.schema.json"));

        Assert.That(schema.Validate(json.ToJsonString()), Is.Empty);
        Assert.That((bool)json["changesPending"]!, Is.True);
        Assert.That(json["steps"]!.AsArray(), Has.Count.EqualTo(4));
        Assert.That((string)json["drift"]![0]!["what"]!, Is.EqualTo("java.env differs"));
    }

    [Test]
    public async Task A_refused_plan_has_its_refusals_as_sentences_and_as_findings()
    {
        var plan = Planner.Make(
            Given.Inventory(3, MembershipKind.Static), [Given.Alone(), Given.Alone(2), Given.Empty(3)]);
        var json = PlanJson.Of(Inventory, new([Seen(3, ServerMode.Follower, 1).Seen!]), plan, !plan.Steps.IsEmpty);
        var schema =
            await JsonSchema.FromFileAsync(
                Path.Combine(Checkout.Root, "build", "Suite", "Reports", "plan.schema.json"));

        Assert.That(schema.Validate(json.ToJsonString()), Is.Empty);
        Assert.That((string)json["findings"]![0]!["code"]!, Is.EqualTo($"{RefusalCodes.SeveralLeaders}"));
        Assert.That((string)json["refusals"]![0]!, Is.EqualTo(
            $"{json["findings"]![0]!["message"]} {json["findings"]![0]!["remedy"]}"));
    }

    [TestCase(59, "59s")]
    [TestCase(307, "5m 07s")]
    [TestCase(11_100, "3h 05m")]
    [TestCase(1_051_200, "12d 4h")]
    public void Uptimes_are_short(int seconds, string expected) =>
        Assert.That(StatusView.Uptime(TimeSpan.FromSeconds(seconds)), Is.EqualTo(expected));

    private static string Written(int width)
    {
        var console = new TestConsole().Width(width);
        StatusView.Write(console, Inventory, Table);
        return string.Join('\n', console.Lines.Select(line => line.TrimEnd()));
    }

    private static SurveyedServer Seen(int id, ServerMode? mode, long zxid, params FileDifference[] differences)
    {
        var status = mode is { } known ? Status(known, zxid) : null;
        return new(Given.Server(id), new()
        {
            Server = Given.Server(id),
            Facts = mode is null
                ? new() { HasData = true }
                : new()
                {
                    Process = new() { Identity = new(1, 1), Uptime = TimeSpan.FromSeconds(3670) }, HasData = true,
                },
            Status = status,
            InForce = Given.Dynamic(1, 2, 3, 4, 5),
            Differences = [.. differences],
        }, status, null);
    }

    private static ServerStatus Status(ServerMode mode, long zxid) => new()
    {
        Mode = mode, Zxid = new(zxid), Version = new(3, 9, 3), NodeCount = 30, Connections = 7, Outstanding = 1,
        LatencyAverage = 0.4, LatencyMax = 12,
    };
}
