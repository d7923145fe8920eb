namespace Ensembles.Findings;

/// <summary>What could happen in a plan that is not proved; each is taken only by its name.</summary>
public static class RiskCodes
{
    public static readonly FindingCode LostWrites = new(5001, "Acknowledged writes could be lost",
        "In some state on the way servers could elect a leader that lacks an acknowledged write.",
        "Use --strategy=auto, or bring the ensemble to a state in which all members serve.");

    public static readonly FindingCode TwoLeaders = new(5002, "Two leaders could serve",
        "In some state on the way two sets of servers could each elect a leader.",
        "Use --strategy=auto, or bring the ensemble to a state in which all members serve.");

    public static readonly FindingCode Downgrade = new(5101, "Downgrade",
        "The older release was never made to read the data that the later one has written.",
        "Keep the later release. A copy of the data of before the upgrade is the only safe way back.");
}
