using System.Collections.Immutable;
using ZooKeeper.Status;

namespace Ensembles.Planning;

/// <summary>Collects the steps of a rolling expansion while it follows what each server would then run with.</summary>
internal sealed class Roll(Course course)
{
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();
    private readonly Dictionary<int, MemberList?> lists =
        course.Servers.ToDictionary(server => server.Id, Standing.ListOf);
    private readonly HashSet<int> up = [.. course.Servers.Where(server => server.Serving).Select(server => server.Id)];
    private readonly HashSet<int> renewed = [];
    private int holders = course.Servers.Count(server => server.HasData || server.Serving);

    public IEnumerable<Step> Steps => steps;

    /// <summary>Starts what is down of a list that everybody already has: full strength before any change.</summary>
    public void Restore(MemberList list)
    {
        var down = list.Ids.Where(id => !up.Contains(id)).OrderByDescending(id => course.State(id).HasData)
            .ThenBy(id => id).ToList();
        foreach (var id in down)
        {
            var isJoiner = !course.State(id).HasData;
            Start(id, list, isJoiner ? Stage.Join : Stage.StartNew, isJoiner
                ? "it is listed and empty: it follows those that hold the data"
                : "it is a member and does not serve: first the ensemble is whole again");
        }
    }

    /// <summary>From one list to the next longer one.</summary>
    public void Climb(MemberList below, MemberList rung)
    {
        var joiners = rung.Ids.Where(id => !below.Contains(id)).ToList();
        var behind = below.Ids.Where(id => !Has(id, rung)).ToList();
        var wasAlone = below.Lines.Count == 1;
        foreach (var id in below.Ids.Where(id => !up.Contains(id) && Has(id, rung)))
        {
            Start(id, rung, Stage.StartNew, "it was stopped with the new list in its file: it must be back before the next stop");
        }

        var first = behind.Count == 0 ? [] : FirstOf(joiners, wasAlone);
        foreach (var id in first)
        {
            if (wasAlone && IsRunning(id) && Has(id, rung))
            {
                up.Add(id); // It waits already; that it serves is seen when the old server does.
                continue;
            }

            Start(id, rung, Stage.StartNew, wasAlone
                ? $"empty and alone in a list of {rung.Lines.Count} ({rung}) it can only wait: it needs {rung.Majority} " +
                  "votes, and the data are on server " + below
                : $"it follows and copies the data before any member counts on it");
        }

        var order = behind.OrderBy(id => course.State(id).Leads).ThenBy(IsRunning).ThenBy(id => id).Select(course.State);
        foreach (var server in order.ToList())
        {
            Restart(server, below, rung);
        }

        foreach (var id in joiners.Where(id => !up.Contains(id)))
        {
            Start(id, rung, Stage.Join, $"servers {string.Join(", ", up.Order())} already serve as a majority of " +
                $"{rung.Lines.Count} with the data; it can only follow them");
        }
    }

    /// <summary>
    /// The joiners that start before any member restarts. Beside a single server that is exactly one, and the one that
    /// waits already if there is one: two empty servers would be a majority of three.
    /// </summary>
    private List<int> FirstOf(List<int> joiners, bool wasAlone) => wasAlone
        ? [.. joiners.OrderByDescending(IsRunning).ThenBy(id => id).Take(1)]
        : [.. joiners.Where(id => !up.Contains(id))];

    /// <summary>Restarts those that run with outdated settings and were not restarted on the way.</summary>
    public void Renew(MemberList list)
    {
        foreach (var server in Course.LeaderLast(list.Ids.Select(course.State)
            .Where(server => server is { Running: true, Outdated: true } && !renewed.Contains(server.Id))))
        {
            Add(new Step.Restart(server.Id, RollingCourse.Form(list), Gate.Serves, Surviving(list, server.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = "its settings, Java options or release differ from the inventory's",
            });
        }
    }

    private void Start(int id, MemberList list, Stage stage, string reason)
    {
        var empty = !course.State(id).HasData;
        var initialize = empty && course.Guarded && holders < list.Majority && !course.State(id).Running;
        var other = course.State(id).Running && !Has(id, list);
        up.Add(id);
        lists[id] = list;
        renewed.Add(id);

        // It can serve when a majority of its own list runs with that list, or when a leader takes it in uncounted.
        var serves = list.Participants.Count(peer => up.Contains(peer) && Has(peer, list)) >= list.Majority
            || course.Servers.Any(server => server.Mode == ServerMode.Leader) || LeadsByNow();
        if (empty && serves)
        {
            holders++;
        }

        var (form, gate) = (RollingCourse.Form(list), serves ? Gate.Serves : Gate.Waits);
        Add(other
            ? new Step.Restart(id, form, gate, []) { Stage = stage, Reason = reason }
            : new Step.Start(id, form, gate, initialize) { Stage = stage, Reason = reason });
    }

    private void Restart(ServerState server, MemberList below, MemberList rung)
    {
        var running = IsRunning(server.Id);
        lists[server.Id] = rung;
        renewed.Add(server.Id);
        up.Add(server.Id);
        var last = below.Ids.All(id => Has(id, rung));
        var reason = below.Lines.Count == 1
            ? "it alone holds the data, so it wins the election against the empty joiner by its newer zxid"
            : server.Leads
                ? "the leader last: one election, when everybody else has the new list"
                : $"old list {below}, new list {rung}: any two majorities of them share a server" +
                  (last ? "; the last member with the old list" : "");
        Step step = running
            ? new Step.Restart(server.Id, RollingCourse.Form(rung), Gate.Serves,
                below.Lines.Count < 3 ? [] : Surviving(rung, server.Id))
            {
                Stage = Stage.RollingRestart,
                Reason = reason,
            }
            : new Step.Start(server.Id, RollingCourse.Form(rung), Gate.Serves)
            {
                Stage = Stage.RollingRestart,
                Reason = reason,
            };
        Add(step);
        if (below.Lines.Count == 1)
        {
            // The joiner that waited serves with it and now holds the data too.
            holders = up.Count;
        }
    }

    /// <summary>A single server leads nobody; once it was restarted with a list, the majority of that does.</summary>
    private bool LeadsByNow() => lists.Values.Any(list => list is { Lines.Count: > 1 }
        && list.Participants.Count(peer => up.Contains(peer) && Has(peer, list)) >= list.Majority);

    private bool IsRunning(int id) => up.Contains(id) || course.State(id).Running;

    private bool Has(int id, MemberList list) => lists[id] is { } own && own.SameAs(list);

    private static ImmutableArray<int> Surviving(MemberList list, int without) =>
        list.Lines.Count < 3 ? [] : [.. list.Participants.Where(id => id != without)];

    private void Add(Step step) => steps.Add(step);
}
