using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Ensembles.Findings;

namespace Ensembles.Verifying;

/// <summary>Every write that the witness saw acknowledged is on every server, with its exact content.</summary>
internal static class WitnessedWritesCheck
{
    private const string Name = "acknowledged writes";
    private const int Listed = 20;

    public static async Task<Check> RunAsync(ReplicaSet replicas, VerificationOptions options, Deadline deadline)
    {
        if (options.Witness is not { } witness)
        {
            return Check.Skipped(Name, "no witness ran");
        }

        if (witness.Figures.Writes == 0)
        {
            return Check.Skipped(Name, "the witness wrote nothing");
        }

        options.Progress?.Report(
            $"{witness.Figures.Writes} acknowledged writes, read from each of {replicas.All.Length} servers");
        var start = Stopwatch.GetTimestamp();
        var proofs = new ConcurrentBag<WrittenProof>();
        var failed = await Faults.OfAllAsync(replicas.Live, async replica =>
        {
            var proof = await WrittenProof.TakeAsync(replica, witness, deadline);
            replica.MissingWrites = proof.Lost;
            proofs.Add(proof);
        });
        return Of(
            [.. proofs.OrderBy(proof => proof.Server, StringComparer.Ordinal)],
            [.. replicas.Unreached, .. failed.Select(one => $"{one.Key.Name}: {one.Value}")],
            witness.Figures.Contradicted, Stopwatch.GetElapsedTime(start));
    }

    /// <param name="unproved">Servers that could not be asked, and why.</param>
    /// <param name="contradicted">Reads of the witness itself that did not show what had been acknowledged.</param>
    public static Check Of(
        ImmutableArray<WrittenProof> proofs, ImmutableArray<string> unproved, long contradicted, TimeSpan took)
    {
        List<string> faults = [.. proofs.Where(proof => proof.Lost > 0).SelectMany(Describe)];
        faults.AddRange(unproved.Select(server => $"not proved on {server}"));
        if (contradicted > 0)
        {
            faults.Add($"{Count.Of(contradicted, "read")} during the run did not show what had been acknowledged");
        }

        var lost = proofs.SelectMany(proof => proof.Missing.Concat(proof.Altered)).Distinct().Count();
        return lost > 0
                ? Check.Failed(CheckCodes.WritesLost,
                    Name, $"{Count.Of(lost, "acknowledged write")} missing or changed", faults)
            : faults.Count > 0
                ? Check.Failed(CheckCodes.WritesUnproved,
                    Name, "not every acknowledged write is proved on every server", faults)
            : Check.Passed(
                Name,
                $"{Count.Of(proofs[0].Writes, "acknowledged write")}, 0 missing: each read with its content " +
                $"from each of {Count.Of(proofs.Length, "server")} in {took.TotalSeconds:0.00} s");
    }

    private static IEnumerable<string> Describe(WrittenProof proof)
    {
        yield return
            $"{proof.Server}: {proof.Missing.Length} missing, {proof.Altered.Length} changed, of {proof.Writes}";
        foreach (var path in proof.Missing.Take(Listed))
        {
            yield return $"{proof.Server} lacks {path}";
        }

        foreach (var path in proof.Altered.Take(Listed))
        {
            yield return $"{proof.Server} shows another content of {path}";
        }

        if (Math.Max(proof.Missing.Length, proof.Altered.Length) > Listed)
        {
            yield return $"{proof.Server}: only the first {Listed} of each kind are listed";
        }
    }
}
