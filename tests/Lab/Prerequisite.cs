namespace Lab;

/// <summary>Something that a machine may lack: tests that need it are ignored there, and fail in CI.</summary>
public static class Prerequisite
{
    /// <summary>Does CI=true stand in the environment?</summary>
    public static bool IsCi => string.Equals(
        Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends the test.</summary>
    /// <param name="missing">What is missing, and the remedy.</param>
    public static void IsMissing(string missing)
    {
        if (IsCi)
        {
            Assert.Fail(missing);
        }

        Assert.Ignore(missing);
    }
}
