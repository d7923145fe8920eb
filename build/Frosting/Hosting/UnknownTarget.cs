using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>Refuses targets that no task has, with the name that was probably meant.</summary>
internal static class UnknownTarget
{
    /// <exception cref="CakeException">A target is not the name of a task.</exception>
    public static void Refuse(IEnumerable<string> targets, IReadOnlyList<ICakeTaskInfo> tasks)
    {
        var names = tasks.Select(task => task.Name).ToArray();
        foreach (var target in targets.Where(target => !names.Contains(target, StringComparer.OrdinalIgnoreCase)))
        {
            var nearest = names.MinBy(name => EditDistance.Between(name, target));
            var hint = nearest is not null && EditDistance.Between(nearest, target) <= Math.Max(2, target.Length / 3)
                ? $"Did you mean '{nearest}'?"
                : $"The targets are {string.Join(", ", names.Order(StringComparer.OrdinalIgnoreCase))}.";
            throw new CakeException($"The target '{target}' was not found. {hint}");
        }
    }
}
