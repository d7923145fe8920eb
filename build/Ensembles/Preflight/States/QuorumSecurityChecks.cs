using Ensembles.Findings;
using Ensembles.Observing;

namespace Ensembles.Preflight.States;

/// <summary>
/// TLS and SASL between the servers are switched on and off in passes: a server that was restarted with the new
/// settings must understand those that still run with the old ones, and they it, or it is never taken in again.
/// </summary>
internal static class QuorumSecurityChecks
{
    private const string Tls = "sslQuorum", Both = "portUnification";
    private const string Sasl = "quorum.auth.enableSasl";
    private const string LearnerInsists = "quorum.auth.learnerRequireSasl";
    private const string ServerInsists = "quorum.auth.serverRequireSasl";

    public static IEnumerable<Finding> Of(StateScope scope)
    {
        var members = scope.Running.ToList();
        if (members.Count < 2)
        {
            yield break;
        }

        foreach (var member in members)
        {
            string? Runs(string key) => member.Differences.FirstOrDefault(other => other.Key == key) is { } other
                ? other.InForce : scope.Inventory.Settings.Values.GetValueOrDefault(key);
            string? Wanted(string key) => scope.Inventory.Settings.Values.GetValueOrDefault(key);
            if (!TlsFits(Runs, Wanted))
            {
                yield return scope.Error(HostCodes.QuorumTlsSwitch, member.Server,
                    $"it runs with {Words(Runs, Tls, Both)}, and the inventory wants {Words(Wanted, Tls, Both)}: " +
                    "servers with the one cannot talk to servers with the other, so the first one restarted would " +
                    "stay out",
                    $"change it in three rollouts: {Passes(
                        IsOn(Wanted, Tls), $"{Tls}: false, {Both}: true", $"{Tls}: true, {Both}: true",
                        $"{Tls}: true, {Both}: false", $"{Tls}: false, {Both}: false")}");
            }

            if (!SaslFits(Runs, Wanted))
            {
                yield return scope.Error(HostCodes.QuorumSaslSwitch, member.Server,
                    $"it runs with {Words(Runs, Sasl, LearnerInsists, ServerInsists)}, and the inventory wants " +
                    $"{Words(Wanted, Sasl, LearnerInsists, ServerInsists)}: servers with the one cannot talk to " +
                    "servers with the other, so the first one restarted would stay out",
                    $"change it in three rollouts: {Passes(
                        IsOn(Wanted, Sasl), $"{Sasl}: true", $"{Sasl}: true, {LearnerInsists}: true",
                        $"{Sasl}: true, {LearnerInsists}: true, {ServerInsists}: true", "none of them")}");
            }
        }
    }

    /// <summary>
    /// Each way: what one server speaks, the other must take (UnifiedServerSocket, QuorumCnxManager).
    /// </summary>
    private static bool TlsFits(Func<string, string?> one, Func<string, string?> other)
    {
        return Takes(one, other) && Takes(other, one);

        static bool Takes(Func<string, string?> listens, Func<string, string?> speaks) =>
            IsOn(listens, Both) || IsOn(listens, Tls) == IsOn(speaks, Tls);
    }

    /// <summary>
    /// A learner that insists sends its credentials first, and only a server with SASL reads them; a server that
    /// insists takes no server without (SaslQuorumAuthLearner, SaslQuorumAuthServer).
    /// </summary>
    private static bool SaslFits(Func<string, string?> one, Func<string, string?> other)
    {
        return Takes(one, other) && Takes(other, one);

        static bool Takes(Func<string, string?> listens, Func<string, string?> speaks) =>
            IsOn(speaks, Sasl) && IsOn(speaks, LearnerInsists)
                ? IsOn(listens, Sasl)
                : !(IsOn(listens, Sasl) && IsOn(listens, ServerInsists));
    }

    private static string Passes(bool on, string first, string second, string third, string off) => on
        ? $"first with {first}; then {second}; then {third}"
        : $"back from {third} to {second}, then to {first}, then to {off}";

    private static bool IsOn(Func<string, string?> settings, string key) =>
        "true".Equals(settings(key), StringComparison.OrdinalIgnoreCase);

    private static string Words(Func<string, string?> settings, params string[] keys) =>
        string.Join(", ", keys.Select(key => $"{key} {settings(key) ?? "false"}"));
}
