namespace Ensembles.Inventories.Yaml;

/// <summary>A place in the file; both count from 1.</summary>
internal readonly record struct Position(int Line, int Column);
