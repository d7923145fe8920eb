using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Hosting;

/// <summary>Registers tasks with Cake's engine: names, dependencies, and the methods that they override.</summary>
internal sealed class TaskRegistration(ICakeEngine engine, IFrostingContext context, ICakeLog log)
{
    public void Add(IEnumerable<IFrostingTask> tasks)
    {
        foreach (var task in tasks)
        {
            var shape = TaskShape.Of(task.GetType());
            if (shape.Context.IsInstanceOfType(context))
            {
                Add(task, shape);
            }
            else
            {
                log.Warning(
                    "Task {0} is left out: it wants the context {1}, but the host has {2}.",
                    shape.Name,
                    shape.Context.Name,
                    context.GetType().Name);
            }
        }
    }

    private void Add(IFrostingTask task, TaskShape shape)
    {
        var builder = engine.RegisterTask(shape.Name);
        if (shape.Description is { } description)
        {
            builder.Description(description);
        }

        foreach (var attribute in task.GetType().GetCustomAttributes<IsDependentOnAttribute>())
        {
            builder.IsDependentOn(TaskShape.NameOf(attribute.Task));
        }

        foreach (var attribute in task.GetType().GetCustomAttributes<IsDependeeOfAttribute>())
        {
            builder.IsDependeeOf(TaskShape.NameOf(attribute.Task));
        }

        if (shape.Runs)
        {
            builder.Does(task.RunAsync);
        }

        if (shape.Decides)
        {
            builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        }

        if (shape.HandlesErrors)
        {
            builder.OnError(task.OnError);
        }

        if (shape.Finishes)
        {
            builder.Finally(task.Finally);
        }

        if (shape.ContinuesOnError)
        {
            builder.ContinueOnError();
        }
    }
}
