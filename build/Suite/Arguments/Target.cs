namespace Suite.Arguments;

/// <summary>A target as the help shows it.</summary>
/// <param name="After">The targets that run before it.</param>
internal sealed record Target(string Name, string Description, IReadOnlyList<string> After);
