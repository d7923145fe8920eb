namespace Integration.Rollouts;

/// <summary>Random moments that can be had again.</summary>
internal static class Seed
{
    /// <summary>Prints its seed; the environment variable SEED gives that of a run that failed.</summary>
    public static Random Random()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var given)
            ? given
            : System.Random.Shared.Next();
        TestContext.Out.WriteLine($"SEED={seed}");
        return new(seed);
    }
}
