using System.Collections.Immutable;
using Ensembles.Witnessing;

namespace Ensembles.Verifying;

/// <summary>What one server shows of the writes that a witness saw acknowledged.</summary>
/// <param name="Missing">Paths of the writes that it lacks.</param>
/// <param name="Altered">Paths of those that it shows with another content.</param>
internal sealed record WrittenProof(
    string Server, int Writes, ImmutableArray<string> Missing, ImmutableArray<string> Altered)
{
    public int Lost => Missing.Length + Altered.Length;

    /// <summary>Reads every acknowledged write from one server: the names first, then every content.</summary>
    public static async Task<WrittenProof> TakeAsync(IReplica replica, WitnessRecord witness, Deadline deadline)
    {
        await deadline.OfAsync(replica.SyncAsync());
        var missing = ImmutableArray.CreateBuilder<string>();
        var altered = ImmutableArray.CreateBuilder<string>();
        var writes = 0;
        foreach (var session in witness.Sessions.Where(session => session.Writes.Length > 0))
        {
            var parent = WitnessPath.Session(witness.Run, session.Index);
            var names = (await deadline.OfAsync(replica.ChildrenAsync(parent))).ToHashSet(StringComparer.Ordinal);
            var paths = session.Writes.ToLookup(
                number => names.Contains(WitnessPath.Name(number)),
                number => WitnessPath.Node(witness.Run, session.Index, number));
            missing.AddRange(paths[false]);
            await Pipeline.RunAsync(
                paths[true], replica.ReadAsync, (path, reading) => Judge(path, reading)?.Add(path), deadline);
            writes += session.Writes.Length;
        }

        return new WrittenProof(replica.Name, writes, missing.ToImmutable(), altered.ToImmutable());

        ImmutableArray<string>.Builder? Judge(string path, Reading reading) =>
            reading.Sight == Sight.Missing ? missing :
            reading.Data.Span.SequenceEqual(WitnessPath.Content(path)) ? null : altered;
    }
}
