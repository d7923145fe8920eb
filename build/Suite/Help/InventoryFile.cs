namespace Suite.Help;

/// <summary>An inventory as the help shows it.</summary>
/// <param name="Name">Its file's name without the extension, as <c>--inventory</c> takes it.</param>
/// <param name="Description">The comment on its first line; empty without one.</param>
internal sealed record InventoryFile(string Name, string Description);
