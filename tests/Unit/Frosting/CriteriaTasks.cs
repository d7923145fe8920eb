using Cake.Core;
using Cake.Frosting;

namespace Unit.Frosting;

internal sealed class Skipped(Journal journal) : FrostingTask, IFrostingTask
{
    public string SkippedMessage => "no hosts to touch";

    public override bool ShouldRun(ICakeContext context) => false;

    public override void Run(ICakeContext context) => journal.Note("skipped");
}

[IsDependentOn(typeof(Skipped))]
internal sealed class AfterSkipped(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Note("after");
}
