using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using Ensembles.Backups;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Releases;
using Ensembles.Rollouts;
using Remote;
using Remote.Ssh;
using Suite.Runs;
using Suite.Terminals;
using Suite.Workflows;

namespace Suite.Tasks;

/// <summary>
/// A target whose failures carry the exit code that CI needs, and which stops when the run is interrupted.
/// </summary>
public abstract class SuiteTask : AsyncFrostingTask<SuiteContext>
{
    private string Name => GetType().GetCustomAttribute<TaskNameAttribute>()?.Name ?? GetType().Name;

    public sealed override async Task RunAsync(SuiteContext context)
    {
        try
        {
            using var group = context.Console.Opens(Name);
            await context.Cost.DuringAsync(Name, () => RunAsync(context, context.Interruption));
        }
        catch (OperationCanceledException) when (context.Interruption.IsCancellationRequested)
        {
            var onward = Resumption.Of(context.Record, Environment.GetCommandLineArgs());
            context.Result.Fails(ExitCodes.Interrupted);
            context.Record?.Fails(onward, ExitCodes.Interrupted);
            throw new CakeException(ExitCodes.Interrupted, context.Console.Printable(onward));
        }
        catch (HostLockedException locked)
        {
            throw Failed(context, ExitCodes.Locked,
                $"Another rollout is under way: {Sentence.Of(locked.Message)} Wait for its end, then run again.");
        }
        catch (InventoryException fault)
        {
            throw Failed(context, ExitCodes.WrongInput, fault.Message);
        }
        catch (ConnectionLostException lost)
        {
            context.Result.Fails(ExitCodes.Failed);
            throw new CakeException(
                ExitCodes.Failed, context.Console.Printable(
                    $"{lost.Message} Nothing is half-done: " + (Resumption.OtherCommand(context.Record, Environment.GetCommandLineArgs())
                        is { } other ? $"to go on:\n  {other}" : "run the same command again to go on.")));
        }
        catch (BackupException fault)
        {
            var told = Failures.NoBackup(fault.Message);
            throw Failed(context, told.ExitCode, OtherCodes.BackupUnusable, told.Message);
        }
        catch (ReleaseException fault)
        {
            // Of a run that has changed something it is a failure in the middle, whatever the reason.
            throw Failed(context, context.Record?.Changed == true ? ExitCodes.Failed
                : fault.IsWrongInput ? ExitCodes.WrongInput
                : ExitCodes.Preflight, OtherCodes.ReleaseUnusable, fault.Message);
        }
        catch (GateException failure)
        {
            throw Failed(context, ExitCodes.Failed, OtherCodes.GateNotPassed, failure.Message);
        }
        catch (HostException failure)
        {
            throw Failed(context, ExitCodes.Failed, OtherCodes.HostFailed, failure.Message);
        }
        catch (CakeException failure)
        {
            throw Failed(context, failure.ExitCode, failure.Message);
        }
        catch (FindingsException failure)
        {
            throw Failed(context, failure.ExitCode, failure.Message, failure.Findings);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(context, ExitCodes.Failed,
                $"A file or folder of this machine cannot be used: {Sentence.Of(failure.Message)} See its disk and permissions.");
        }
        catch (Exception failure)
        {
            _ = Failed(context, ExitCodes.Failed, failure.Message);
            throw;
        }
    }

    protected abstract Task RunAsync(SuiteContext context, CancellationToken cancellation);

    private CakeException Failed(SuiteContext context, int exitCode, FindingCode code, string message)
    {
        var finding = Finding.Refusal(code, null, message, "");
        return Failed(context, exitCode, finding.Sentence, [finding]);
    }

    private CakeException Failed(
        SuiteContext context, int exitCode, string message, IReadOnlyCollection<Finding>? findings = null)
    {
        context.Result.Fails(exitCode);
        context.Record?.Finds(findings ?? []);
        context.Record?.Fails(message, exitCode);
        context.Console.Failed(Name, message, findings ?? []);
        return new(exitCode, context.Console.Printable(message));
    }
}
