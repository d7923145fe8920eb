using System.Text.RegularExpressions;
using Ensembles.Inventories.Reading;

namespace Suite.Arguments;

/// <summary>
/// How names of arguments may be spelt. In any case, and with <c>-</c>, <c>_</c> or nothing between words, a name is
/// the same argument: a dry run must not turn into a real one because it was written as <c>--dryRun</c>.
/// </summary>
internal static partial class Spelling
{
    /// <summary>Begins the names of the environment variables that the suite reads.</summary>
    public const string VariablePrefix = "ENSEMBLE_";

    /// <summary>What all spellings of a name have in common; null where it can be no name.</summary>
    public static string? Key(string name) => Name().IsMatch(name)
        ? name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant()
        : null;

    /// <summary>The argument of this name in any of its spellings; null: there is none.</summary>
    public static Argument? Find(this IEnumerable<Argument> arguments, string name) => Key(name) is { } key
        ? arguments.FirstOrDefault(argument => argument.Names.Any(known => Key(known) == key))
        : null;

    /// <summary>
    /// What may have been meant by a name that there is not. One that only differs by a "no" in front means the
    /// opposite: it is never suggested as if it were the same.
    /// </summary>
    public static string Hint(this IReadOnlyCollection<Argument> arguments, string name)
    {
        var key = Key(name) ?? "";
        if (key.StartsWith("NO", StringComparison.Ordinal)
            && arguments.FirstOrDefault(argument => Key(argument.Name) == key[2..]) is { } positive)
        {
            return positive.IsFlag ? $"leave --{positive.Name} out, or write --{positive.Name}=false"
                : $"leave --{positive.Name} out";
        }

        if (arguments.FirstOrDefault(argument => argument.IsFlag && Key(argument.Name) == "NO" + key) is { } negative)
        {
            return $"that is the default; --{negative.Name} switches it off";
        }

        var names = arguments.Where(argument => !argument.IsHidden).SelectMany(argument => argument.Names);
        return Nearest.Of(name, names) is { } near
            ? $"did you mean --{near}?"
            : "./build.sh without arguments lists all that there are";
    }

    /// <summary>A letter, then letters and figures with single <c>-</c> or <c>_</c> between them.</summary>
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*\z")]
    private static partial Regex Name();
}
