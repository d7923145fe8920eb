using System.Collections.Immutable;
using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Verifying;
using Ensembles.Witnessing;
using Spectre.Console.Testing;
using Suite.Reports;
using Suite.Runs;
using Unit.Planning;
using ZooKeeper;
using ZooKeeper.Configuration;
using ZooKeeper.Status;
using static Unit.Witnessing.Operations;

namespace Unit.Reports;

/// <summary>
/// An account of an expansion from one server to three, made up: with a failed operation and a gap in it.
/// </summary>
internal static class Sample
{
    /// <summary>Whatever shows up as markup of it is a hole.</summary>
    public const string Hostile = "<script>alert('1')</script> & \"2\" | *3* \u001b[31m";

    public static Inventory Inventory { get; } =
        Given.Inventory(3, MembershipKind.Dynamic) with { Ensemble = "sample" };

    public static RunReport Report(RunRecord? account = null) => new(Inventory, account ?? Account());

    /// <param name="failure">Of the second step; the rest of the plan is then not begun.</param>
    public static RunRecord Account(string? failure = null, bool witnessed = true, bool verified = true)
    {
        var account = new RunRecord(TimeProvider.System)
        {
            Asked = new("Expand", "ops@" + Hostile, Strategy.Auto),
        };
        account.Planned(Plan, [Given.Alone(), Given.Empty(2), Given.Empty(3)]);
        account.Ended(new(Plan.Steps[0], Milliseconds(100), Milliseconds(900), null));
        account.Ended(new(Plan.Steps[2], Milliseconds(1000.5), Milliseconds(700), null));
        account.Ended(new(Plan.Steps[1], Milliseconds(1000), Milliseconds(800), failure));
        if (failure is null)
        {
            account.Ended(new(Plan.Steps[3], Milliseconds(1900), Milliseconds(100), null));
        }

        (account.Backup, account.RestoreCommand) = (Backup, Backup.RestoreCommand("sample"));
        account.Witnessed = witnessed ? Witnessed(account) : null;
        account.Roles = witnessed ? Roles : [];
        account.Found = Seen(1, "tickTime=2000\n");
        account.Compare(Seen(3, $"tickTime=500\nsyncLimit={Hostile}\n"));
        account.Verification = verified && failure is null ? Verified() : null;
        return account;
    }

    /// <summary>Server 1 in the middle of its restart, server 2 from its start to its vote.</summary>
    private static ImmutableArray<RoleReading> Roles { get; } =
    [
        Reading(1, 50, ServerMode.Standalone), Reading(2, 50, null), Reading(1, 400, null),
        Reading(1, 700, ServerMode.NotServing), Reading(1, 800, ServerMode.Leader),
        Reading(2, 1500, ServerMode.NotServing), Reading(2, 1600, ServerMode.Follower),
    ];

    public static RoleReading Reading(int id, double at, ServerMode? mode) =>
        new(Given.Server(id), Milliseconds(at), mode);

    public static Backup Backup { get; } = new()
    {
        Name = "20300101T120000Z-abcdef",
        Server = 1,
        Host = Hostile,
        Folder = "/var/lib/zookeeper/backups/20300101T120000Z-abcdef",
        Files = [new("snapshot.66", 4711)],
        Content = new(new Zxid(0x66), 204, 0, null),
        Took = Milliseconds(50),
    };

    public static Plan Plan { get; } = new()
    {
        Verdict = new Ensembles.Planning.QuorumModel.Verdict.Safe(31, Hostile),
        Engine = Engine.Reconfig,
        EngineReason = "membership is dynamic",
        Warnings = [Finding.Caution(RiskCodes.LinesSkipped, null, "Mind " + Hostile, "")],
        Steps =
        [
            new Step.Restart(1, Initial(1), Gate.ServesDynamic, []) { Stage = Stage.RollingRestart, Reason = "once" },
            new Step.Start(
                2, Initial(1, 2), Gate.Serves, Together: true) { Stage = Stage.Join, Reason = "it copies the data" },
            new Step.Start(
                3, Initial(1, 3), Gate.Serves, Together: true) { Stage = Stage.Join, Reason = "it copies the data" },
            new Step.Reconfigure(
                [Given.Server(2).Line(), Given.Server(3).Line()]) { Stage = Stage.Join, Reason = Hostile },
        ],
    };

    /// <summary>Server 1 votes, the others observe.</summary>
    private static MembershipForm.DynamicInitial Initial(params int[] ids) =>
        new([.. ids.Select(id => Given.Server(id).Line(id == 1 ? null : Role.Observer))]);

    private static WitnessRecord Witnessed(RunRecord account) => new()
    {
        Run = account.RunId,
        Started = account.Started,
        Timestamp = account.Timestamp,
        Elapsed = Milliseconds(2000),
        Sessions =
        [
            new()
            {
                Index = 0,
                Operations =
                    [Write(0, 10, 5), Lost(1, 120, 300), Write(2, 450, 520.25), .. Range(3, 980), Write(9, 1999, 1)],
                Writes = [0, 2, 3, 4, 5, 6, 7, 8, 9],
                LastZxid = new(9),
            },
        ],
        Figures =
            new(Milliseconds(2000), 10, 9, 1, 1, 0, new(Milliseconds(955.25), Milliseconds(15), 0, One, Two), 0, 4),
    };

    private static IEnumerable<WitnessOperation> Range(int first, double start) =>
        Enumerable.Range(first, 6).Select(number => Write(number, start + (number * 100), 12.5));

    private static VerificationReport Verified() => new(
        [
            new("one leader", CheckOutcome.Passed, "server 1 leads", []),
            new("tree digests", CheckOutcome.Skipped, "the release has none", []),
            new("queues", CheckOutcome.Warning, Hostile, ["server 2: " + Hostile]),
        ],
        [.. Given.Inventory(3, MembershipKind.Dynamic).Servers.Select(server => new VerifiedServer(
            server.Id, new HostPort(server.Host, 2181),
            server.Id == 1 ? ServerMode.Leader : ServerMode.Follower, new(0x1_0000_0012),
            new(3, 9, 3), 1234, 2, 0, new(20, Milliseconds(4.25), Milliseconds(8), Milliseconds(9), Milliseconds(11)),
            0, null)
        {
            Smoke =
            [
                new(SmokeOperation.Session, true,
                    new(1, Milliseconds(3), Milliseconds(3), Milliseconds(3), Milliseconds(3))),
                new(SmokeOperation.Create, true,
                    new(20, Milliseconds(4.25), Milliseconds(8), Milliseconds(9), Milliseconds(11))),
                new(SmokeOperation.Watch, true, null),
            ],
        })],
        Milliseconds(640));

    /// <param name="servers">How many of them have this file.</param>
    private static Observation Seen(int servers, string file) => new(
        [.. Inventory.Servers.Select(server => Unit.Observing.Seen.Server(Given.Empty(server.Id)) with
        {
            Files = Files(server.Id <= servers ? file : null),
        })]);

    private static ImmutableSortedDictionary<string, string> Files(string? zooCfg) => zooCfg is null
        ? ImmutableSortedDictionary<string, string>.Empty
        : ImmutableSortedDictionary<string, string>.Empty.Add("/etc/zookeeper/zoo.cfg", zooCfg);

    public static VerificationReport Failed() => Verified() with
    {
        Checks = [new("acknowledged writes", CheckOutcome.Failed, "1 missing", ["server 3 lacks /a"])
        {
            Code = CheckCodes.WritesLost,
        }],
    };
}
