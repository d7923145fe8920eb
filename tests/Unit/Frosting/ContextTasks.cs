using Cake.Core;
using Cake.Frosting;

namespace Unit.Frosting;

internal sealed class SampleContext(ICakeContext context) : FrostingContext(context)
{
    public string Greeting { get; } = context.Arguments.GetArgument("greeting") ?? "none";
}

internal sealed class Greet(Journal journal) : FrostingTask<SampleContext>
{
    public override void Run(SampleContext context) => journal.Note(context.Greeting);
}

internal sealed class GreetAsync(Journal journal) : AsyncFrostingTask<SampleContext>
{
    public override bool ShouldRun(SampleContext context) => context.Greeting != "none";

    public override Task RunAsync(SampleContext context)
    {
        journal.Note(context.Greeting);
        return Task.CompletedTask;
    }
}

internal sealed class RefusingContext : FrostingContext
{
    public RefusingContext(ICakeContext context)
        : base(context) => throw new CakeException(2, "the inventory has faults");
}
