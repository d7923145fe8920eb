using System.Net;
using Ensembles.Inventories;
using Ensembles.Observing.Processes;
using Ensembles.Rollouts;
using Unit.Planning;

namespace Unit.Rollouts;

/// <summary>A gate never passes through a process that its step did not start.</summary>
public sealed class ProcessGateTests
{
    private static readonly Server Server = Given.Server(1);
    private static readonly ProcessIdentity Started = new(200, 5000);

    private static readonly RunningServer Good = new() { Identity = Started, Listening = [At(2181), At(3888)] };

    [Test]
    public void The_process_that_was_started_passes() => Assert.That(Fault(Good), Is.Null);

    [TestCase(100, 100, TestName = "The process of before, which survived its stop")]
    [TestCase(201, 5001, TestName = "One that something else started at once")]
    [TestCase(200, 9000, TestName = "A later one with the same number")]
    public void Another_process_is_named(int pid, long start)
    {
        var other = Good with { Identity = new(pid, start), Keeper = new(KeeperKind.Runit, "/etc/service/zk", 7) };

        Assert.That(Fault(other), Does.Contain("process 200, which ran after this step's start, has ended")
            .And.Contain($"process {pid} runs").And.Contain("runit (runsv, process 7, service /etc/service/zk)"));
    }

    [Test]
    public void A_unit_of_ours_may_start_it_again_and_nothing_older_runs_in_its_place()
    {
        var unit = Server with { Service = new ServiceSpec.Systemd() };

        Assert.That(
            ProcessGate.Fault(unit, Good with { Identity = new(201, 5001) }, Started, "it serves"), Is.Null);
        Assert.That(
            ProcessGate.Fault(unit, Good with { Identity = new(100, 100) }, Started, "it serves"), Is.Not.Null);
    }

    [Test]
    public void One_that_has_ended_is_said_at_once() =>
        Assert.That(Fault(null), Does.Contain("has ended, so that it never came to: it serves"));

    [Test]
    public void One_with_another_configuration_in_the_same_data_folder_is_named() => Assert.That(
        Fault(Good with { UsesConfig = false, ConfigFile = "/opt/theirs/zoo.cfg" }),
        Does.Contain("/opt/theirs/zoo.cfg").And.Contain("not this plan's /etc/zookeeper/zoo.cfg"));

    [Test]
    public void An_answer_that_came_from_somebody_else_is_none() => Assert.That(
        Fault(Good with { Listening = [At(3888)] }), Does.Contain("another process answers on port 2181"));

    [Test]
    public void Sockets_that_may_not_be_seen_are_taken_for_its_own() =>
        Assert.That(Fault(Good with { Listening = [], Hidden = true }), Is.Null);

    private static string? Fault(RunningServer? process) =>
        ProcessGate.FaultOfAnswer(Server, process, Started, "it serves");

    private static IPEndPoint At(int port) => new(IPAddress.Any, port);
}
