using System.Collections.Immutable;

namespace ZooKeeper.Status;

/// <summary>What the word <c>mntr</c> shows: names and values, which differ between releases.</summary>
public sealed record MonitorText(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The value of a name such as <c>zk_synced_followers</c>; null where there is none.</summary>
    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>The same as a number; null where it is absent or no number.</summary>
    public double? Number(string name) => TextLines.Number(this[name]);

    /// <summary>Reads lines of name, tab, value; others are left out.</summary>
    public static MonitorText Parse(string text)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in TextLines.Pairs(text, '\t'))
        {
            values[name] = value;
        }

        return new MonitorText(values.ToImmutable());
    }
}
