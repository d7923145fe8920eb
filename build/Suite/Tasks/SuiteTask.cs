using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using Ensembles.Inventories;
using Ensembles.Releases;
using Ensembles.Rollouts;
using Remote;
using Suite.Runs;

namespace Suite.Tasks;

/// <summary>A target whose failures carry the exit code that CI needs, and which stops when the run is interrupted.</summary>
public abstract class SuiteTask : AsyncFrostingTask<SuiteContext>
{
    private string Name => GetType().GetCustomAttribute<TaskNameAttribute>()?.Name ?? GetType().Name;

    public sealed override async Task RunAsync(SuiteContext context)
    {
        try
        {
            await context.Cost.DuringAsync(Name, () => RunAsync(context, context.Interruption));
        }
        catch (OperationCanceledException) when (context.Interruption.IsCancellationRequested)
        {
            throw new CakeException(
                ExitCodes.Interrupted, "Interrupted. Nothing is half-done: run the same command again to go on.");
        }
        catch (HostLockedException locked)
        {
            throw new CakeException(
                ExitCodes.Locked, $"Another rollout is under way: {locked.Message}. Wait for its end, then run again.");
        }
        catch (InventoryException fault)
        {
            throw new CakeException(ExitCodes.WrongInput, fault.Message);
        }
        catch (Exception failure) when (failure is HostException or GateException or ReleaseException)
        {
            throw new CakeException(ExitCodes.Failed, failure.Message);
        }
    }

    protected abstract Task RunAsync(SuiteContext context, CancellationToken cancellation);
}
