using System.Collections.Immutable;
using Ensembles.Inventories.Reading;
using Suite.Terminals;

namespace Suite.Arguments;

/// <summary>
/// Reads a command line strictly: what is not known, has no value, a wrong one or two of them is a fault. Nothing is
/// guessed, since a slip would act on another ensemble than the one that was meant, or in earnest instead of for show.
/// </summary>
/// <param name="arguments">Those that there are; the target with its choices.</param>
/// <param name="foreignTargets">Targets that are not the suite's: with one of them unknown arguments are theirs.</param>
/// <param name="before">What runs before which target; null: nothing before any.</param>
internal sealed class ArgumentReader(
    IReadOnlyCollection<Argument> arguments, IReadOnlyCollection<string>? foreignTargets = null,
    IReadOnlyDictionary<string, ImmutableArray<string>>? before = null)
{
    /// <summary>With one of these no target runs.</summary>
    private static readonly Argument[] InsteadOfTargets =
    [
        ArgumentList.Help, ArgumentList.Tree, ArgumentList.TargetDescriptions, ArgumentList.Version, ArgumentList.Info, ArgumentList.Completion,
    ];

    private readonly Dictionary<string, List<string>> values = [];
    private readonly Dictionary<string, string> sources = [];
    private readonly List<string> faults = [];
    private readonly List<(string Token, string Fault)> unknown = [];

    /// <summary>Reads the command line, then the variables of what it does not have.</summary>
    /// <param name="variables">The environment.</param>
    /// <returns>What was given, or all faults together.</returns>
    public (GivenArguments Given, ImmutableArray<string> Faults) Read(
        IReadOnlyList<string> args, IEnumerable<KeyValuePair<string, string>> variables)
    {
        ReadLine(args);
        ReadEnvironment(variables);
        var isForeign = Texts(ArgumentList.Target)
            .Any(target => foreignTargets?.Contains(target, StringComparer.OrdinalIgnoreCase) == true);
        if (!isForeign)
        {
            CheckUse();
        }

        return (
            new()
            {
                Values = values.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray()),
                Foreign = isForeign ? [.. unknown.Select(one => one.Token)] : [],
            },
            [.. faults, .. isForeign ? [] : unknown.Select(one => one.Fault).Where(fault => fault.Length > 0)]);
    }

    private void ReadLine(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var token = args[i];
            if (!token.StartsWith('-') || token.Length == 1)
            {
                unknown.Add((token, Word(token)));
                continue;
            }

            var (name, value) = Split(token);
            var argument = token.StartsWith("--", StringComparison.Ordinal)
                ? arguments.Find(name[2..])
                : arguments.FirstOrDefault(one => name.Length == 2 && one.Letter == name[1]);
            if (argument is null)
            {
                unknown.Add((token, Unknown(name)));

                // What follows may be its value: one slip is one fault.
                if (value is null && i + 1 < args.Count && !args[i + 1].StartsWith('-')
                    && !(token.StartsWith("--", StringComparison.Ordinal) && IsTarget(args[i + 1])))
                {
                    unknown.Add((args[++i], ""));
                }

                continue;
            }

            // A flag takes only a plain word of yes or no from what follows it.
            if (value is null && i + 1 < args.Count && !args[i + 1].StartsWith('-')
                && (!argument.IsFlag || argument.Canonical(args[i + 1]) is not null))
            {
                value = args[++i];
            }

            Take(argument, value, name);
        }
    }

    private void Take(Argument argument, string? value, string name)
    {
        var written = name.StartsWith("--", StringComparison.Ordinal) ? $"--{argument.Name}" : name;
        if (value is null && !argument.IsFlag && !argument.IsValueOptional)
        {
            faults.Add($"{written} has no value: {argument.Remedy}");
        }
        else if (value is { Length: 0 })
        {
            faults.Add($"{written} has an empty value: {argument.Remedy}");
        }
        else if (CanonicalOf(argument, value ?? "true") is not { } canonical)
        {
            faults.Add(Wrong($"{written}={Shown(value!)}", argument, value!));
        }
        else
        {
            Add(argument, canonical, written);
        }
    }

    private void ReadEnvironment(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var onLine = values.Keys.ToHashSet();
        foreach (var (variable, value) in variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!variable.StartsWith(Spelling.VariablePrefix, StringComparison.OrdinalIgnoreCase)
                || variable.Length == Spelling.VariablePrefix.Length)
            {
                continue;
            }

            if (arguments.Where(one => one.IsInEnvironment)
                .Find(variable[Spelling.VariablePrefix.Length..]) is not { } argument)
            {
                CheckSlip(variable, value);
            }
            else if (!onLine.Contains(argument.Name))
            {
                TakeVariable(argument, variable, value);
            }
        }
    }

    private void TakeVariable(Argument argument, string variable, string value)
    {
        if (value.Length == 0)
        {
            if (argument.IsVariableNeverEmpty)
            {
                faults.Add(
                    $"The environment variable {variable} is empty: give it a value, or unset it for the default");
            }
        }
        else if (CanonicalOf(argument, value) is { } canonical)
        {
            Add(argument, canonical, variable);
        }
        else
        {
            faults.Add(Wrong($"The environment variable {variable}={Shown(value)}", argument, value, variable));
        }
    }

    /// <summary>A variable that is no argument's is left alone: inventories may name it. One that is nearly ours is a slip.</summary>
    private void CheckSlip(string variable, string value)
    {
        var known = arguments.Where(argument => argument is { IsInEnvironment: true, IsHidden: false })
            .Select(argument => argument.Variable).Concat(ArgumentList.OtherVariables).ToList();
        var own = known.Select(name => name[Spelling.VariablePrefix.Length..]);
        var rest = variable[Spelling.VariablePrefix.Length..];
        if (value.Length > 0 && !known.Contains(variable) && Nearest.Of(rest, own) is { } near)
        {
            faults.Add($"There is no environment variable {variable}: did you mean {Spelling.VariablePrefix}{near}?");
        }
    }

    /// <summary>
    /// An argument that no target has a use for is a slip. A variable of that kind is as none: it stands there for other runs.
    /// </summary>
    private void CheckUse()
    {
        var targets = Texts(ArgumentList.Target);
        if (targets.Count == 0 || targets.Contains("Default") || InsteadOfTargets.Any(one => Texts(one).Any(value => value != "false")))
        {
            return;
        }

        string[] running = [.. targets.Concat(targets.SelectMany(target => before?.GetValueOrDefault(target, []) ?? [])).Distinct()];
        foreach (var argument in arguments.Where(one => values.ContainsKey(one.Name)
            && one.For?.Includes(running, name => values.GetValueOrDefault(name, [])) == false).ToList())
        {
            if (sources[argument.Name].StartsWith('-'))
            {
                faults.Add($"{sources[argument.Name]} has no use with --target={string.Join(" and ", targets)}: it is for {argument.For}");
            }
            else
            {
                values.Remove(argument.Name);
            }
        }
    }

    private void Add(Argument argument, string value, string source)
    {
        if (!values.TryGetValue(argument.Name, out var given))
        {
            (values[argument.Name], sources[argument.Name]) = ([value], source);
        }
        else if (argument.IsRepeatable && source.StartsWith('-'))
        {
            given.Add(value);
        }
        else if (given[^1] != value)
        {
            faults.Add(source == sources[argument.Name]
                ? $"{source} is given as '{Shown(given[^1])}' and as '{Shown(value)}': give it once"
                : $"{sources[argument.Name]} is '{Shown(given[^1])}' and {source} is '{Shown(value)}': give one of them");
        }
    }

    private string? CanonicalOf(Argument argument, string text) => argument.Canonical(text)
        ?? (argument.Name == ArgumentList.Target.Name
            ? foreignTargets?.FirstOrDefault(target => target.Equals(text, StringComparison.OrdinalIgnoreCase))
            : null);

    private List<string> Texts(Argument argument) => values.GetValueOrDefault(argument.Name, []);

    private bool IsTarget(string word) => Targets.Contains(word, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Targets =>
        arguments.First(argument => argument.Name == ArgumentList.Target.Name).Choices.Concat(foreignTargets ?? []);

    private string Unknown(string name) => name switch
    {
        "--" => "-- is no argument: leave it out",
        ['-', '-', ..] => $"There is no argument {Shown(name)}: {arguments.Hint(name[2..])}",
        _ when arguments.Find(name[1..]) is { } meant =>
            $"{Shown(name)} is no argument: write two hyphens, {meant.Form}",
        _ when arguments.FirstOrDefault(one => one.Letter is { } letter && name.Length == 2
            && char.ToUpperInvariant(letter) == char.ToUpperInvariant(name[1])) is { } meant =>
            $"There is no argument {Shown(name)}: did you mean -{meant.Letter}?",
        _ => $"There is no argument {Shown(name)}: {arguments.Hint(name[1..])}",
    };

    private string Word(string word)
    {
        var target = Targets.FirstOrDefault(one => one.Equals(word, StringComparison.OrdinalIgnoreCase));
        return target is not null ? $"'{Shown(word)}' is no argument: write --target={target}"
            : word.Length == 0 ? "An argument is empty: leave it out, or write its name before it"
            : word[0] is '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' or '/'
                ? $"'{Shown(word)}' is no argument: names begin with two plain hyphens, as --target=NAME does"
            : Nearest.Of(word, Targets) is { } near ? $"'{Shown(word)}' is no argument: did you mean --target={near}?"
            : $"'{Shown(word)}' is no argument: names begin with two hyphens, as --target=NAME does";
    }

    private string Wrong(string written, Argument argument, string value, string? variable = null)
    {
        if (argument.Name == ArgumentList.Target.Name)
        {
            return Nearest.Of(value, Targets) is { } near
                ? $"{written}: there is no such target; did you mean {near}?"
                : $"{written}: there is no such target; write one of {string.Join(", ", Targets)}";
        }

        return variable is not null && argument.IsFlag
            ? $"{written}: write true or false, or unset it"
            : $"{written}: {argument.Remedy}";
    }

    /// <summary>The name and the value behind the first <c>=</c> or <c>:</c>, as Cake takes them apart.</summary>
    private static (string Name, string? Value) Split(string token) => token.IndexOfAny(['=', ':']) is >= 0 and var at
        ? (token[..at], token[(at + 1)..])
        : (token, null);

    /// <summary>On one line, not too long, and without what would move a terminal's cursor.</summary>
    private static string Shown(string text) =>
        Wording.OneLine(text.Length <= 80 ? text : $"{text[..77]}...");
}
