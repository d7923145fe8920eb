namespace Suite.Help;

/// <summary>An argument as the help shows it.</summary>
/// <param name="Form">How it is written, e.g. <c>--target=NAME</c>.</param>
internal sealed record Argument(string Form, string Description);
