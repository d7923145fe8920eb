using System.Collections.Immutable;
using Ensembles.Inventories.Yaml;

namespace Ensembles.Inventories.Reading;

/// <summary>A value that has the shape it should, with its place for messages of later checks.</summary>
/// <param name="Key">Its path, e.g. <c>servers[2].ports.client</c>.</param>
internal abstract record Found(string Key, Position At);

/// <param name="Value">With variables replaced.</param>
/// <param name="Shown">As messages may show it: as written, or <c>***</c>.</param>
internal sealed record FoundText(string Key, Position At, string Value, string Shown) : Found(Key, At);

internal sealed record FoundNumber(string Key, Position At, long Value) : Found(Key, At);

/// <param name="Items">The good ones.</param>
/// <param name="Whole">All items are good.</param>
internal sealed record FoundList(string Key, Position At, ImmutableArray<Found> Items, bool Whole) : Found(Key, At);

/// <param name="Values">The good ones by key.</param>
/// <param name="Written">Every key that stands there, good or not: what is faulty is not missing.</param>
/// <param name="Whole">
/// All keys and values are good. Otherwise defaults may stand where something else was meant,
/// and are not worth a message of their own.
/// </param>
internal sealed record FoundMap(
    string Key, Position At, ImmutableDictionary<string, Found> Values, ImmutableHashSet<string> Written, bool Whole)
    : Found(Key, At)
{
    public static FoundMap Empty(string key, Position at) =>
        new(key, at, ImmutableDictionary<string, Found>.Empty, [], true);

    /// <summary>Whether the mapping below a key is whole, or is not there at all.</summary>
    public bool IsWhole(string name) => !Has(name) || Map(name) is { Whole: true };

    public bool Has(string name) => Written.Contains(name);

    public FoundText? Text(string name) => Values.GetValueOrDefault(name) as FoundText;

    public FoundNumber? Number(string name) => Values.GetValueOrDefault(name) as FoundNumber;

    public FoundMap? Map(string name) => Values.GetValueOrDefault(name) as FoundMap;

    public FoundList? List(string name) => Values.GetValueOrDefault(name) as FoundList;

    /// <summary>The value's place, or that of the whole where the value is a default.</summary>
    public Found Place(string name) => Values.GetValueOrDefault(name) ?? this;
}
