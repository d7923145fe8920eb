using Ensembles.Membership;
using Ensembles.Observing;
using Unit.Planning;
using ZooKeeper.Status;

namespace Unit.Observing;

/// <summary>A leader that serves no clients is told from a server that looks for one.</summary>
public sealed class SilentLeaderTests
{
    private static readonly RunningConfig List = Given.Static(1, 2, 3);

    [TestCase(ServerMode.NotServing, true, ServerMode.Follower, "1")]
    [TestCase(ServerMode.NotServing, false, ServerMode.Follower, "", Description = "it looks for a leader")]
    [TestCase(ServerMode.NotServing, true, ServerMode.NotServing, "", Description = "an election is under way")]
    [TestCase(ServerMode.NotServing, true, ServerMode.Leader, "", Description = "another leads")]
    [TestCase(ServerMode.Leader, true, ServerMode.Follower, "", Description = "it says that it leads")]
    public void It_is_the_one_that_listens_for_followers_who_serve(ServerMode mode, bool listens, ServerMode others, string silent)
    {
        var judged = SilentLeader.Judge([Server(1, mode, listens), Server(2, others, false), Server(3, others, false)]);

        Assert.That(
            string.Join(' ', judged.Where(server => !server.Unmodelled.IsEmpty).Select(server => server.Server.Id)), Is.EqualTo(silent));
        Assert.That(judged.SelectMany(server => server.Unmodelled).Select(line => line.What),
            Is.All.Contain("leaderServes=no").And.All.Contain("server 2, 3 follows"));
    }

    private static ServerObservation Server(int id, ServerMode mode, bool listens)
    {
        var seen = Seen.Server(Given.Follows(id, List) with { Mode = mode, Running = true });
        return seen with
        {
            Facts = seen.Facts with
            {
                Process = seen.Facts.Process! with
                {
                    Listening = listens ? [new(System.Net.IPAddress.Any, seen.Server.Ports.Quorum)] : [],
                },
            },
        };
    }
}
