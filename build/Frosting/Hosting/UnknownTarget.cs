using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>Refuses targets that no task has, with the names of those that there are.</summary>
internal static class UnknownTarget
{
    /// <exception cref="CakeException">A target is not the name of a task.</exception>
    public static void Refuse(IEnumerable<string> targets, IReadOnlyList<ICakeTaskInfo> tasks)
    {
        var names = tasks.Select(task => task.Name).ToArray();
        foreach (var target in targets.Where(target => !names.Contains(target, StringComparer.OrdinalIgnoreCase)))
        {
            var all = string.Join(", ", names.Order(StringComparer.OrdinalIgnoreCase));
            throw new CakeException($"The target '{target}' was not found. The targets are {all}.");
        }
    }
}
