using Cake.Frosting;
using Suite.Arguments;

namespace Suite.Tasks;

[TaskName("Backup")]
[TaskDescription(
    "Copies the newest snapshot and logs of the leader while it runs, brings them here and reads them in full")]
public sealed class BackupTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation) =>
        context.Options.Given.Flag(ArgumentList.Drill)
            ? context.Run.Backups.DrillAsync(context.Options.BackupReference, cancellation)
            : context.Run.Backups.BackupAsync(cancellation);
}
