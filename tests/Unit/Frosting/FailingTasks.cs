using Cake.Core;
using Cake.Frosting;

namespace Unit.Frosting;

internal sealed class Failing(Func<Exception> failure) : FrostingTask
{
    public override void Run(ICakeContext context) => throw failure();
}

internal sealed class FailingAsync(Func<Exception> failure) : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context)
    {
        await Task.Yield();
        throw failure();
    }
}

[IsDependentOn(typeof(Failing))]
internal sealed class AfterFailing(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Note("after");
}

[ContinueOnError]
internal sealed class Tolerated : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("tolerated");
}

[IsDependentOn(typeof(Tolerated))]
internal sealed class AfterTolerated(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Note("after");
}

internal sealed class Handled(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("handled");

    public override void OnError(Exception exception, ICakeContext context) => journal.Note(exception.Message);

    public override void Finally(ICakeContext context) => journal.Note("finally");
}

internal sealed class Rethrown : FrostingTask
{
    public override void Run(ICakeContext context) => throw new InvalidOperationException("first");

    public override void OnError(Exception exception, ICakeContext context) => throw new CakeException(5, "second");
}
