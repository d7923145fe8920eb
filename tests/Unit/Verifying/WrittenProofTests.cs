using System.Collections.Immutable;
using CsCheck;
using Ensembles.Verifying;
using Ensembles.Witnessing;

namespace Unit.Verifying;

public sealed class WrittenProofTests
{
    private static WitnessRecord Record(params int[][] writes) => new()
    {
        Run = "r",
        Started = default,
        Timestamp = 0,
        Elapsed = default,
        Sessions = [.. writes.Select((numbers, index) => new SessionRecord { Index = index, Writes = [.. numbers] })],
        Figures = WitnessFigures.Of([], default),
    };

    private static FakeReplica Replica(WitnessRecord record)
    {
        var replica = new FakeReplica("server 1");
        foreach (var path in record.Writes)
        {
            replica.Put(path, System.Text.Encoding.ASCII.GetString(WitnessPath.Content(path)), 5);
        }

        return replica;
    }

    private static Task<WrittenProof> ProveAsync(FakeReplica replica, WitnessRecord record) =>
        WrittenProof.TakeAsync(replica, record, Waiting.Long);

    [Test]
    public async Task Writes_that_are_all_there_are_proved_by_reading_every_one()
    {
        var record = Record([0, 1, 3], [], [0, 7]);
        var replica = Replica(record);
        var proof = await ProveAsync(replica, record);

        Assert.That((proof.Writes, proof.Lost), Is.EqualTo((5, 0)));
        Assert.That(replica.Reads, Is.EqualTo(5));
    }

    [Test]
    public async Task Writes_that_were_never_acknowledged_may_be_there_or_not()
    {
        var record = Record([0, 2]);
        var replica = Replica(record);
        replica.Put(WitnessPath.Node("r", 0, 1), "whatever", 5);

        Assert.That((await ProveAsync(replica, record)).Lost, Is.Zero);
    }

    [Test]
    public async Task A_server_without_the_whole_run_lacks_every_write()
    {
        var proof = await ProveAsync(new FakeReplica("empty"), Record([0, 1], [0]));

        Assert.That(proof.Missing, Is.EqualTo(Record([0, 1], [0]).Writes));
    }

    [Test]
    public async Task What_the_server_learns_by_the_sync_counts()
    {
        var record = Record([0, 1]);
        var replica = Replica(record);
        var late = WitnessPath.Node("r", 0, 1);
        replica.Remove(late);
        replica.AtSync = () => replica.Put(
            late, System.Text.Encoding.ASCII.GetString(WitnessPath.Content(late)), 6);

        Assert.That((await ProveAsync(replica, record)).Lost, Is.Zero);
    }

    /// <summary>Whichever write is removed, emptied, shortened or changed: it is found, and nothing else.</summary>
    [Test]
    public void A_single_lost_or_changed_write_is_always_found() => Gen.Select(
        Gen.Int[0, 5000].HashSet[1, 60].Array[1, 4], Gen.Int[0, int.MaxValue], Gen.Int[0, 3]).Sample(
        (runs, pick, harm) =>
        {
            var record = Record([.. runs.Select(numbers => numbers.Order().ToArray())]);
            string[] paths = [.. record.Writes];
            var victim = paths[pick % paths.Length];
            var replica = Replica(record);
            var content = System.Text.Encoding.ASCII.GetString(WitnessPath.Content(victim));
            switch (harm)
            {
                case 0: replica.Remove(victim); break;
                case 1: replica.SetData(victim, ""); break;
                case 2: replica.SetData(victim, content[..^1]); break;
                default: replica.SetData(victim, content.Replace('/', '.')); break;
            }

            var proof = ProveAsync(replica, record).GetAwaiter().GetResult();
            ImmutableArray<string> found = harm == 0 ? proof.Missing : proof.Altered;
            return proof.Lost == 1 && found.SequenceEqual([victim]);
        });
}
