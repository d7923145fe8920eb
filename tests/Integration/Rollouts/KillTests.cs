using Lab;

namespace Integration.Rollouts;

/// <summary>
/// More than sixty expansions that are killed, each made good by the next run: the ensemble is the wanted one, and
/// nothing is missing. <c>--category=Kills</c> runs all of them.
/// </summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
[Category("Kills")]
public sealed class KillTests
{
    /// <summary>Kills at random moments of each expansion.</summary>
    private const int Moments = 6;

    /// <summary>What every expansion has: its plan, and three steps at least.</summary>
    private const int Boundaries = 4;

    private static readonly Expansion[] All =
    [
        new("3.4.13", IsDynamic: false, From: 1, Seconds: 5),
        new("3.4.13", IsDynamic: false, From: 3, Seconds: 10),
        new("3.9.6", IsDynamic: false, From: 1, Seconds: 5),
        new("3.9.6", IsDynamic: false, From: 3, Seconds: 10),
        new("3.9.6", IsDynamic: true, From: 1, Seconds: 5),
        new("3.9.6", IsDynamic: true, From: 3, Seconds: 3),
    ];

    private static int killed;

    public static IEnumerable<TestCaseData> Expansions =>
        All.Select(expansion => new TestCaseData(expansion).SetArgDisplayNames($"{expansion}"));

    public static IEnumerable<TestCaseData> RandomMoments =>
        from expansion in All
        from moment in Enumerable.Range(1, Moments)
        select new TestCaseData(expansion).SetArgDisplayNames($"{expansion}", $"{moment}");

    [OneTimeTearDown]
    public static Task TellAsync() => TestContext.Progress.WriteLineAsync($"{killed} runs were killed");

    [Test]
    public void Sixty_is_not_too_much_said() =>
        Assert.That(All.Length * (Boundaries + Moments), Is.GreaterThanOrEqualTo(60));

    /// <summary>Right after the plan is shown, after the first step, the second … and the last.</summary>
    [TestCaseSource(nameof(Expansions))]
    public async Task A_kill_at_any_boundary_of_steps_is_made_good_by_the_next_run(Expansion expansion)
    {
        var boundary = 0;
        while (await IsKilledAsync(expansion, growth => growth.KillAfterAsync(boundary)))
        {
            boundary++;
        }

        Assert.That(boundary, Is.GreaterThanOrEqualTo(Boundaries));
    }

    [TestCaseSource(nameof(RandomMoments))]
    public async Task A_kill_at_a_random_moment_is_made_good_by_the_next_run(Expansion expansion)
    {
        var random = Seed.Random();
        while (!await IsKilledAsync(
            expansion, growth => growth.KillAsync(TimeSpan.FromSeconds(expansion.Seconds * random.NextDouble()))))
        {
        }
    }

    /// <summary>Each run does one step and is killed, until there is none left.</summary>
    [TestCaseSource(nameof(Expansions))]
    public async Task Kills_after_each_step_are_made_good_by_the_last_run(Expansion expansion)
    {
        await using var growth = await expansion.BeginAsync();
        await growth.KillAfterAsync(0);
        while (await growth.KillAfterAsync(1))
        {
        }

        await growth.FinishAsync();
        Count(growth);
    }

    /// <summary>Ten kills of an expansion each, or of several where one does not last so long.</summary>
    [TestCaseSource(nameof(Expansions))]
    public async Task Kills_one_after_another_are_made_good_by_the_last_run(Expansion expansion)
    {
        var random = Seed.Random();
        for (var kills = 0; kills < 10;)
        {
            await using var growth = await expansion.BeginAsync();
            while (kills + growth.CutShort < 10
                && await growth.KillAsync(TimeSpan.FromSeconds(4 * random.NextDouble())))
            {
            }

            await growth.FinishAsync();
            kills += growth.CutShort;
            Count(growth);
        }
    }

    private static async Task<bool> IsKilledAsync(Expansion expansion, Func<Growth, Task<bool>> kill)
    {
        await using var growth = await expansion.BeginAsync();
        var isKilled = await kill(growth);
        await growth.FinishAsync();
        Count(growth);
        return isKilled;
    }

    private static void Count(Growth growth) => Interlocked.Add(ref killed, growth.CutShort);

    /// <param name="Seconds">What it usually takes.</param>
    public sealed record Expansion(string Version, bool IsDynamic, int From, int Seconds)
    {
        internal Task<Growth> BeginAsync() => Growth.StartAsync(Version, IsDynamic, From, From + 2);

        public override string ToString() => $"{Version} {(IsDynamic ? "reconfig" : "rolling")} {From} to {From + 2}";
    }
}
