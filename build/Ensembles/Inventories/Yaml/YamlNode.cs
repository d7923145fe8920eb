using System.Collections.Immutable;

namespace Ensembles.Inventories.Yaml;

/// <summary>A node of the file with its place. Keys of a mapping may repeat: that is reported, not repaired.</summary>
internal abstract record YamlNode(Position At);

/// <param name="Quoted">Written in quotes or as a block: text, whatever it looks like.</param>
internal sealed record YamlScalar(Position At, string Text, bool Quoted) : YamlNode(At);

internal sealed record YamlSequence(Position At, ImmutableArray<YamlNode> Items) : YamlNode(At);

internal sealed record YamlMapping(Position At, ImmutableArray<YamlEntry> Entries) : YamlNode(At);

internal sealed record YamlEntry(string Key, Position At, YamlNode Value);
