namespace Lab;

/// <summary>The real releases that the tests run against.</summary>
public static class ZooKeeperVersions
{
    public static readonly string[] All = ["3.4.13", "3.8.0", "3.9.3", "3.9.6"];

    /// <summary>Cases of a test, one for each: the oldest and the newest in every run.</summary>
    public static IEnumerable<TestCaseData> Each => All.Select(version =>
        version is "3.4.13" or Latest ? new TestCaseData(version) : new TestCaseData(version).SetCategory("Long"));

    /// <summary>Those that can reconfigure.</summary>
    public static readonly string[] Dynamic = ["3.8.0", "3.9.3", "3.9.6"];

    public const string Latest = "3.9.6";
}
