using Cake.Frosting;

namespace Suite.Tasks;

[TaskName("Render")]
[TaskDescription("Renders each server's files from the templates to artifacts/ENSEMBLE/SERVER, and what watches them to monitoring; touches no host")]
public sealed class RenderTask : SuiteTask
{
    protected override Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        context.Run.ConnectInBackground(cancellation);
        var changed = context.Run.Provision.RenderFiles() + context.Run.Clients.RenderFiles();
        context.Run.Console.Say(changed == 0
            ? $"The files in {context.Run.Artifacts} are as they should be."
            : $"{changed} {(changed == 1 ? "file" : "files")} rendered to {context.Run.Artifacts}.");
        return Task.CompletedTask;
    }
}
