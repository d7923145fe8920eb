using Cake.Frosting;
using Suite.Aliases;

namespace Suite.Tasks;

[TaskName("Disks")]
[TaskDescription("Tells how full each server's disk is, and leaves that beside its logs")]
public sealed class DisksTask : SuiteTask
{
    protected override async Task RunAsync(SuiteContext context, CancellationToken cancellation)
    {
        foreach (var server in context.Run.Inventory.Servers)
        {
            var host = context.Ssh(server.Id);
            var used = await host.RunAsync("df -Pk \"$1\" | awk 'NR == 2 { print $5 }'", server.Paths.Log);
            await host.WriteAsync($"{server.Paths.Log}/disk.txt", $"{used}\n");
            context.Run.Console.Say($"{server}: {used} of the disk is used");
        }
    }
}
