using Cake.Core;
using Cake.Frosting;

namespace Unit.Frosting;

[TaskName("Fetch")]
[TaskDescription("Gets what is needed")]
internal sealed class FetchTask(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Note("Fetch");
}

[TaskName("Build")]
[TaskDescription("Makes it")]
[IsDependentOn(typeof(FetchTask))]
internal sealed class BuildTask(Journal journal) : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context)
    {
        await Task.Yield();
        journal.Note("Build");
    }
}

[TaskName("Ship")]
[IsDependentOn(typeof(BuildTask))]
internal sealed class ShipTask(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Note("Ship");
}

/// <summary>Has no name of its own.</summary>
[IsDependeeOf(typeof(BuildTask))]
internal sealed class Check(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Note("Check");
}

internal sealed class Default(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Note("Default");
}
