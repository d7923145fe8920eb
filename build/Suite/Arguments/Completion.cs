namespace Suite.Arguments;

/// <summary>Scripts by which shells complete the arguments, made from their declaration.</summary>
internal static class Completion
{
    /// <param name="shell"><c>bash</c> or <c>zsh</c>.</param>
    /// <param name="root">The project's folder: other projects have a <c>build.sh</c>, too.</param>
    public static string Script(string shell, string root) =>
        Script(shell, root, [.. ArgumentList.For(Targets.Loaded().Own).Where(argument => !argument.IsHidden)]);

    internal static string Script(string shell, string root, IReadOnlyCollection<Argument> arguments) =>
        (shell == "zsh" ? Text("completion.zsh").Replace("@ARGUMENTS@", Zsh(arguments), StringComparison.Ordinal)
            : Text("completion.bash")
                .Replace("@VALUES@", BashValues(arguments), StringComparison.Ordinal)
                .Replace("@ARGUMENTS@", BashNames(arguments), StringComparison.Ordinal))
        .Replace("@ROOT@", Quoted(root), StringComparison.Ordinal);

    private static string BashNames(IEnumerable<Argument> arguments) =>
        Quoted(string.Join('\n', arguments.Select(argument =>
            argument.IsFlag || argument.IsValueOptional ? $"--{argument.Name}" : $"--{argument.Name}=")));

    private static string BashValues(IEnumerable<Argument> arguments) => string.Join('\n', arguments
        .Where(argument => argument is { IsFlag: false, IsValueOptional: false })
        .Select(argument => $"    {string.Join(" | ", Written(argument))}) name=--{argument.Name}"
            + $" values={Quoted(string.Concat(argument.Choices.Select(choice => $"{choice}\n")))} ;;"));

    private static string Zsh(IEnumerable<Argument> arguments) => string.Join(" \\\n", arguments.Select(argument =>
    {
        var once = argument.IsRepeatable ? "*" : "";
        var said = argument.Told.Replace("[", "(", StringComparison.Ordinal)
            .Replace("]", ")", StringComparison.Ordinal).Replace(":", @"\:", StringComparison.Ordinal);
        var form = argument.IsFlag ? $"--{argument.Name}[{said}]"
            : argument.IsValueOptional ? $"--{argument.Name}=-[{said}]::{argument.Value}:"
            : $"--{argument.Name}=[{said}]:{argument.Value}:{ZshValues(argument)}";
        return $"    {Quoted(once + form)}";
    }));

    private static string ZshValues(Argument argument) => argument switch
    {
        { Choices: { IsEmpty: false } choices } => $"({string.Join(' ', choices)})",
        { Name: "inventory" } => "_ensemble_suite_inventories",
        { IsPath: true } => "_files",
        _ => "",
    };

    private static IEnumerable<string> Written(Argument argument) =>
        argument.Letter is { } letter ? [$"--{argument.Name}", $"-{letter}"] : [$"--{argument.Name}"];

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Text(string name)
    {
        using var stream = typeof(Completion).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
