using System.Collections.Immutable;

namespace Suite.Arguments;

/// <summary>
/// The declaration of an argument. Its reading, the help, its environment variable, the completion of shells and what
/// is said of a slip follow from it.
/// </summary>
/// <param name="Name">As it is written after <c>--</c>: lower case, <c>-</c> between words.</param>
/// <param name="Description">What it does; begins in lower case where <see cref="For"/> stands before it.</param>
internal sealed record Argument(string Name, string Description)
{
    /// <summary>The targets that have a use for it; null: all.</summary>
    public ArgumentUse? For { get; init; }

    /// <summary>The description with the targets before it, for the help and for shells.</summary>
    public string Told => For is { Label: { Length: > 0 } label } ? $"{label}: {Description}" : Description;

    /// <summary>What stands for the value in the help, e.g. <c>NAME</c>; null: a flag, true or false.</summary>
    public string? Value { get; init; }

    /// <summary>The value may be left out, and then is <c>true</c>. Default: it may not, but for flags.</summary>
    public bool IsValueOptional { get; init; }

    /// <summary>The values that there are, in the spelling that tasks get; empty: any. Case does not count.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The first letter of a choice stands for it, as Cake has it for the verbosity.</summary>
    public bool HasShortChoices { get; init; }

    /// <summary>How a value has to be, for those that are no <see cref="Choices"/>; null: any that is not blank.</summary>
    public ValueRule? Rule { get; init; }

    /// <summary>Other names of the same argument, without <c>--</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The letter that may be written after one hyphen instead of the name; null: none.</summary>
    public char? Letter { get; init; }

    /// <summary>It may be given more than once, with different values.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The host, Cake, reads it; the suite only checks it.</summary>
    public bool IsOfHost { get; init; }

    /// <summary>
    /// It may come from the environment as well. Off for what replaces a run, such as <c>--version</c>.
    /// </summary>
    public bool IsInEnvironment { get; init; } = true;

    /// <summary>
    /// An empty variable is an error. Default: it is as none, since an input that a build server was not given arrives
    /// as an empty variable. On where the default would act on another ensemble.
    /// </summary>
    public bool IsVariableNeverEmpty { get; init; }

    /// <summary>The help leaves it out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Values are files or folders.</summary>
    public bool IsPath { get; init; }

    public bool IsFlag => Value is null;

    /// <summary>As the help shows it: <c>--target=NAME</c>, <c>--purge</c>, <c>--watch[=SECONDS]</c>.</summary>
    public string Form => Value is null ? $"--{Name}"
        : IsValueOptional ? $"--{Name}[={Value}]"
        : $"--{Name}={Value}";

    /// <summary>The environment variable that stands for it, e.g. <c>ENSEMBLE_NO_BACKUP</c>.</summary>
    public string Variable => Spelling.VariablePrefix + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>Every name that it has.</summary>
    public IEnumerable<string> Names => [Name, .. Aliases];

    /// <summary>The value as tasks get it; null where it is none that is allowed.</summary>
    /// <param name="text">As given, not empty.</param>
    public string? Canonical(string text)
    {
        if (IsFlag || IsValueOptional)
        {
            foreach (var plain in new[] { "true", "false" })
            {
                if (plain.Equals(text, StringComparison.OrdinalIgnoreCase))
                {
                    return plain;
                }
            }
        }

        return IsFlag || string.IsNullOrWhiteSpace(text) ? null
            : Choices.Length > 0 ? Choices.FirstOrDefault(choice => IsChoice(choice, text))
            : Rule is null || Rule.Allows(text) ? text
            : null;
    }

    /// <summary>What to write instead of a wrong value, or of none.</summary>
    public string Remedy => IsFlag ? $"write --{Name} or --{Name}=false"
        : Choices.Length > 0 ? $"write {Listed(Choices)}"
        : Rule is not null ? Rule.Remedy
        : $"write {Form}";

    private bool IsChoice(string choice, string text) =>
        choice.Equals(text, StringComparison.OrdinalIgnoreCase)
        || (HasShortChoices && choice[..1].Equals(text, StringComparison.OrdinalIgnoreCase));

    private static string Listed(ImmutableArray<string> choices) => choices.Length == 1
        ? choices[0]
        : $"{string.Join(", ", choices[..^1])} or {choices[^1]}";
}

/// <summary>How values of an argument have to be.</summary>
/// <param name="Remedy">What to write instead of a wrong one.</param>
internal sealed record ValueRule(Func<string, bool> Allows, string Remedy);
