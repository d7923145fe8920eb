using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>What a task's class says about it.</summary>
internal sealed record TaskShape
{
    private static readonly Type[] GenericBases = [typeof(FrostingTask<>), typeof(AsyncFrostingTask<>)];

    public required string Name { get; init; }

    public required string? Description { get; init; }

    /// <summary>The context that the task wants.</summary>
    public required Type Context { get; init; }

    public required bool Runs { get; init; }

    public required bool Decides { get; init; }

    /// <summary>Whether the task has an error handler: one that does nothing would still count as handling.</summary>
    public required bool HandlesErrors { get; init; }

    public required bool Finishes { get; init; }

    public required bool ContinuesOnError { get; init; }

    public static TaskShape Of(Type task)
    {
        var context = ContextOf(task);
        return new TaskShape
        {
            Name = NameOf(task),
            Description = task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description,
            Context = context,
            Runs = Overrides("Run", context) || Overrides("RunAsync", context),
            Decides = Overrides("ShouldRun", context),
            HandlesErrors = Overrides("OnError", typeof(Exception), context),
            Finishes = Overrides("Finally", context),
            ContinuesOnError = task.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false),
        };

        // A class that implements the interface by itself has no base whose methods do nothing: all of its own count.
        bool Overrides(string method, params Type[] parameters) => BaseOf(task) is null
            || (task.GetMethod(method, parameters)?.DeclaringType is { } declaring && !IsBase(declaring));
    }

    /// <exception cref="FrostingException">The class is not a task.</exception>
    public static string NameOf(Type task) => task.IsAssignableTo(typeof(IFrostingTask))
        ? task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name
        : throw new FrostingException($"The dependency '{task.Name}' is not a task: it has to be an IFrostingTask.");

    private static Type ContextOf(Type task) => BaseOf(task)?.GetGenericArguments()[0] ?? typeof(ICakeContext);

    private static Type? BaseOf(Type? type)
    {
        while (type is not null && !IsBase(type))
        {
            type = type.BaseType;
        }

        return type;
    }

    private static bool IsBase(Type type) =>
        type.IsGenericType && GenericBases.Contains(type.GetGenericTypeDefinition());
}
