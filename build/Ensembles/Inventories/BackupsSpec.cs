namespace Ensembles.Inventories;

/// <summary>Where backups are kept beside the folder of artifacts, and for how long.</summary>
/// <param name="Folder">The second place, absolute; null: there is none.</param>
/// <param name="Host">The host that it is on; null: this machine.</param>
/// <param name="Keep">The newest so many stay in each place; null: all.</param>
/// <param name="Days">Older ones go, but for the newest; null: none.</param>
/// <param name="Hour">Of the day at which the rendered timer makes one, 0 to 23. Default 2.</param>
public sealed record BackupsSpec(string? Folder, string? Host, int? Keep, int? Days, int Hour);
