using Suite.Help;

namespace Suite.Runs;

/// <summary>
/// The names of all arguments. A host of Cake's takes any; a slip such as <c>--invntory=prod</c> would change the
/// default ensemble instead of the one that was meant.
/// </summary>
internal static class KnownArguments
{
    /// <summary>Those of the host that the suite's own help leaves out.</summary>
    private static readonly string[] OfHost =
        ["noop", "whatif", "description", "working", "no-report", "version", "info"];

    private static readonly HashSet<string> Names = new(
        OfHost.Concat(ArgumentList.All.Select(argument => argument.Form)
            .Where(form => form.StartsWith("--", StringComparison.Ordinal))
            .Select(form => form[2..].Split('=', '[')[0])),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the arguments given; null where nothing is.</summary>
    /// <param name="given">Their names. Those with a <c>_</c> are settings of Cake's.</param>
    public static string? Fault(IEnumerable<string> given)
    {
        var unknown = given.Where(name => !Names.Contains(name) && !name.Contains('_', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => $"--{name}").ToList();
        return unknown.Count == 0
            ? null
            : $"There is no argument {string.Join(", ", unknown)}: write one of " +
              string.Join(", ", Names.Except(OfHost).Select(name => $"--{name}"));
    }
}
