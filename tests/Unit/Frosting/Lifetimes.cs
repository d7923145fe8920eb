using Cake.Core;
using Cake.Frosting;

namespace Unit.Frosting;

internal sealed class SampleLifetime(Journal journal) : FrostingLifetime<SampleContext>
{
    public override void Setup(SampleContext context, ISetupContext info) =>
        journal.Note($"setup for {info.TargetTask.Name}");

    public override void Teardown(SampleContext context, ITeardownContext info) =>
        journal.Note(info.Successful ? "teardown" : $"teardown after {info.ThrownException.Message}");
}

internal sealed class SampleTaskLifetime(Journal journal) : FrostingTaskLifetime<SampleContext>
{
    public override void Setup(SampleContext context, ITaskSetupContext info) =>
        journal.Note($"before {info.Task.Name}");

    public override void Teardown(SampleContext context, ITaskTeardownContext info) =>
        journal.Note($"after {info.Task.Name}");
}

internal sealed class FailingSetup : FrostingSetup
{
    public override void Setup(ICakeContext context, ISetupContext info) => throw new CakeException(9, "no setup");
}

internal sealed class NotingTeardown(Journal journal) : FrostingTeardown
{
    public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Note("teardown");
}
