using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Restore")]
[TaskDescription("Makes a new ensemble of a backup, then Verify; refuses where a server runs or holds data")]
[IsDependentOn(typeof(RenderTask))]
public sealed class RestoreTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        await context.Run.Backups.RestoreAsync(context.Options.BackupReference, cancellation);
        await context.Run.VerifyAsync(cancellation);
    }
}
