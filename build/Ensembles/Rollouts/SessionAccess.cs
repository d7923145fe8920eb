using ZooKeeper.Client;

namespace Ensembles.Rollouts;

/// <summary>
/// Whether the suite's own sessions may do what a rollout needs: log in, and make and remove znodes below the root,
/// where the marker, the witness and the verification write.
/// </summary>
public static class SessionAccess
{
    private const string Trial = Operator.MarkerRoot + "-trial";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Asks the ensemble without changing it: a transaction that makes and removes a znode, and whose last part can
    /// only fail, so that none of it is done. A part that is not permitted fails before.
    /// </summary>
    /// <param name="options">As the rollout's own session has them.</param>
    /// <returns>Why it is refused; null where it is permitted, or where no server answers.</returns>
    public static async Task<string?> RefusalAsync(ZooKeeperOptions options, CancellationToken cancellation)
    {
        try
        {
            await using var client = await ZooKeeperClient.ConnectAsync(
                options with { EstablishTimeout = Deadline }, cancellation);
            await client.MultiAsync(
                [
                    new MultiOperation.Create(Trial), new MultiOperation.Delete(Trial),
                    new MultiOperation.Check("/", int.MaxValue),
                ],
                cancellation).WaitAsync(Deadline, cancellation);
            return null;
        }
        catch (ZooKeeperException failure)
        {
            return Refusal(failure);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>What a failure says that no further try will change; null where one may.</summary>
    public static string? Refusal(ZooKeeperException failure) => failure switch
    {
        NoAuthException =>
            "the ACL of the root znode or of the marker does not permit the suite's sessions to write; " +
            "let them create and delete below / for the time of the rollout (setAcl / world:anyone:cdrwa)",
        AuthFailedException => "the servers refuse the identity of the suite's sessions",
        { Code: ErrorCode.SessionClosedRequireSaslAuth } =>
            "the servers close sessions without authentication (sessionRequireClientSASLAuth or enforce.auth), " +
            "and the suite's sessions cannot log in by it; serve other sessions for the time of the rollout",
        InvalidAclException => "the servers accept no ACL that is open to all",
        { Code: ErrorCode.QuotaExceeded } => "a quota does not permit it",
        _ => null,
    };
}
