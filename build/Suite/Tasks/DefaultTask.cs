using Cake.Core;
using Cake.Frosting;
using Suite.Arguments;
using Suite.Help;
using Suite.Runs;

namespace Suite.Tasks;

/// <summary>Running without a target is the help.</summary>
[TaskName("Default")]
[TaskDescription("Prints this page")]
public sealed class DefaultTask(IConsole console) : FrostingTask<SuiteContext>
{
    public override void Run(SuiteContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        console.WriteLine(HelpPage.Text(
            TargetList.In(typeof(DefaultTask).Assembly),
            ArgumentList.All,
            InventoryList.In(Path.Combine(context.Root, "inventories")),
            ExitCodes.All,
            context.Console.Width));
    }
}
