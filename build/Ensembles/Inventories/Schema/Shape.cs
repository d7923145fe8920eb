using System.Collections.Immutable;

namespace Ensembles.Inventories.Schema;

/// <summary>
/// What a value in an inventory may be. The reader's checks and the editors' schema both come from it.
/// </summary>
internal abstract record Shape;

/// <param name="Secret">Never shown in a message.</param>
internal sealed record TextShape(TextFormat Format, bool Secret = false) : Shape;

/// <summary>A whole number; both ends are allowed.</summary>
internal sealed record NumberShape(long Min, long Max) : Shape
{
    /// <summary>Completes "use …" where the range alone would mislead; null: the range.</summary>
    public string? Wanted { get; init; }
}

/// <summary>A number with or without a fraction; both ends are allowed.</summary>
internal sealed record DecimalShape(double Min, double Max) : Shape;

internal sealed record ChoiceShape(params ImmutableArray<string> Values) : Shape;

internal sealed record FlagShape : Shape;

/// <param name="Min">Fewest items.</param>
internal sealed record ListShape(Shape Item, int Min = 0) : Shape;

/// <summary>One of several, told apart by what YAML they are: a single value, a list, a mapping.</summary>
internal sealed record EitherShape(params ImmutableArray<Shape> Choices) : Shape;

/// <summary>Any number of names with texts: environment variables. The texts may be secrets and are never shown.</summary>
internal sealed record VariablesShape : Shape;

/// <summary>Any number of user names with passwords, which are never shown.</summary>
internal sealed record UsersShape : Shape;

/// <summary>Keys of zoo.cfg that the suite does not know, with their values.</summary>
internal sealed record OtherSettingsShape : Shape;

internal sealed record MapShape(params ImmutableArray<KeyShape> Keys) : Shape;

/// <summary>Keys of zoo.cfg, nested or dotted: <see cref="Settings.SettingTable"/>.</summary>
internal sealed record SettingsShape : Shape;

/// <param name="About">What the key is for, its unit and its default.</param>
/// <param name="Example">A line to write.</param>
internal sealed record KeyShape(string Name, Shape Shape, string About, string? Example = null, bool Required = false);
