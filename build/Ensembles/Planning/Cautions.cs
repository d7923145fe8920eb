using System.Collections.Immutable;

namespace Ensembles.Planning;

/// <summary>What is no reason to refuse, yet the operator's to know and decide.</summary>
internal static class Cautions
{
    public static IEnumerable<string> Of(Course course, PlanOptions options) =>
    [
        .. OfSize(course),
        .. HistoryAdvice.Warnings(course.All),
        .. course.Leavers.Where(leaver => leaver.Unreachable).Select(leaver =>
            $"{leaver.Server} cannot be reached, so it is taken out of the configuration and not stopped. Should " +
            "its host come back, it finds no majority with its old list; stop it then and move its data aside."),
        .. course.Leavers.IsEmpty && !course.Joiners.Any() ? [] : OfClients(course),
        .. options.Intent == Intent.Upgrade ? Upgrading.CautionsOf(course) : [],
    ];

    private static IEnumerable<string> OfSize(Course course)
    {
        var voters = course.Inventory.Participants.Count();
        if (voters % 2 == 0 && !course.IsHierarchical && (course.Joiners.Any() || !course.Leavers.IsEmpty))
        {
            yield return voters == 2
                ? "Two voters survive the loss of neither: one server does no worse, three do better."
                : $"{voters} voters survive the loss of {(voters - 1) / 2}, no more than {voters - 1} do.";
        }
    }

    private static ImmutableArray<string> OfClients(Course course) => course.Leavers.Length == 0 ? [] :
    [
        $"Clients that name only {string.Join(", ", course.Leavers.Select(leaver => leaver.Server))} lose their way: " +
        "correct their connection strings first.",
    ];
}
