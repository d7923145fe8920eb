using System.Collections.Immutable;

namespace ZooKeeper.Status;

/// <summary>What the word <c>mntr</c> shows: names and values, which differ between releases.</summary>
public sealed record MonitorText(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The value of a name such as <c>zk_synced_followers</c>; null where the release or role lacks it.</summary>
    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>The same as a number; null where it is absent or no number.</summary>
    public double? Number(string name) => throw new NotImplementedException();

    /// <summary>Reads lines of name, tab, value; others are left out.</summary>
    public static MonitorText Parse(string text) => throw new NotImplementedException();
}
