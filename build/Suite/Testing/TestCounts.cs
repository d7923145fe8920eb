namespace Suite.Testing;

/// <summary>How many tests passed, failed and were skipped.</summary>
internal readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    public int Total => Passed + Failed + Skipped;

    public static TestCounts operator +(TestCounts left, TestCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>The form that build servers read; skipped tests are named only where there are some.</summary>
    public override string ToString() => Skipped == 0
        ? $"{Passed} passed, {Failed} failed"
        : $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
