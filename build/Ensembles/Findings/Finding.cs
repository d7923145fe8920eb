using Ensembles.Findings;

namespace Ensembles.Findings;

/// <summary>
/// Something that is wrong or suspicious: in an inventory, on a host, at a server, or with what was asked for. No secret
/// is ever in it.
/// </summary>
/// <param name="Code">Its kind, which <c>docs/findings.md</c> explains.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Message">What was found: a clause to be read after the subject, or whole sentences.</param>
/// <param name="Remedy">What to do about it here; empty where <see cref="Message"/> says it.</param>
public sealed record Finding(
    FindingCode Code, FaultSeverity Severity, Subject Subject, string Message, string Remedy)
{
    /// <summary>Message and remedy without code and subject.</summary>
    public string Text => Remedy.Length == 0 ? Message
        : Message.EndsWith('.') || Message.EndsWith(':') ? $"{Message} {Remedy}"
        : $"{Message}; {Remedy}";

    /// <summary>
    /// <c>inventories/x.yml:14:5: error ZK1108: servers[2].id: 300 is out of range; use 1 to 254</c>,
    /// <c>ZK2404: zk1: server 2: port 2181 is held by nginx (process 12); stop it, or …</c>
    /// </summary>
    public override string ToString() => Subject.File is null
        ? $"{Code}: {Subject.Lead}{Text}"
        : $"{Subject}: {Severity.ToString().ToLowerInvariant()} {Code}: {Subject.Lead}{Text}";

    /// <summary>As part of what is refused: sentences that name their subject themselves.</summary>
    public string Sentence => $"{Code}: {Text}";

    /// <summary>A warning of a plan, whose message is whole sentences.</summary>
    /// <param name="server">Id; null where it is about the ensemble.</param>
    public static Finding Caution(FindingCode code, int? server, string message, string remedy) =>
        new(code, FaultSeverity.Warning, Subject.OfServer(server), message, remedy);

    /// <summary>An error whose message is whole sentences.</summary>
    /// <param name="server">Id; null where it is about the ensemble.</param>
    public static Finding Refusal(FindingCode code, int? server, string message, string remedy) =>
        new(code, FaultSeverity.Error, Subject.OfServer(server), message, remedy);
}
