using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task that needs nothing but Cake's own context.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;

/// <summary>An asynchronous task. What it does not override is not registered with the engine.</summary>
/// <typeparam name="T">The context; a task whose context is not the host's is left out with a warning.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>The next task starts when the returned task has ended.</summary>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <summary>False skips the task; its dependencies have run by then.</summary>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Runs when the task fails. The failure counts as handled unless this throws.</summary>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Runs after the task, whether it failed or not.</summary>
    public virtual void Finally(T context)
    {
    }

    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync((T)context);

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
