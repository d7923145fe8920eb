using System.Reflection;
using Cake.Frosting;

namespace Suite.Arguments;

/// <summary>The targets that tasks offer, by their attributes.</summary>
internal static class TargetList
{
    /// <summary>The targets of an assembly, as <see cref="Of"/> puts them.</summary>
    public static IReadOnlyList<Target> In(Assembly assembly) => Of(assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask))));

    /// <summary>
    /// The targets in the order of work: the longest chain first, each target below those that run before it; what
    /// stands alone comes last, by name.
    /// </summary>
    /// <param name="types">The tasks, with all that they depend on.</param>
    public static IReadOnlyList<Target> Of(IEnumerable<Type> types)
    {
        var tasks = types.ToDictionary(type => type, AttributesOf);
        var ordered = new List<Target>();
        foreach (var task in tasks.Keys
            .OrderByDescending(Depth)
            .ThenBy(task => tasks[task].Name, StringComparer.OrdinalIgnoreCase))
        {
            Add(task);
        }

        return ordered;

        int Depth(Type task) => 1 + tasks[task].Before.Select(Depth).DefaultIfEmpty(0).Max();

        void Add(Type task)
        {
            var (name, description, before) = tasks[task];
            if (ordered.All(target => target.Name != name))
            {
                before.ForEach(Add);
                ordered.Add(new Target(name, description, [.. before.Select(one => tasks[one].Name)]));
            }
        }
    }

    private static (string Name, string Description, List<Type> Before) AttributesOf(Type task) => (
        task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name,
        task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? string.Empty,
        [.. task.GetCustomAttributes<IsDependentOnAttribute>().Select(attribute => attribute.Task)]);
}
