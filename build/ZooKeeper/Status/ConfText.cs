using System.Collections.Immutable;
using ZooKeeper.Configuration;

namespace ZooKeeper.Status;

/// <summary>What the word <c>conf</c> shows: the settings that a server runs with.</summary>
/// <param name="Settings">E.g. <c>clientPort</c>, <c>dataDir</c>, <c>serverId</c>.</param>
/// <param name="Membership">From 3.5 on; null before, and on a standalone server.</param>
public sealed record ConfText(
    ImmutableSortedDictionary<string, string> Settings, EnsembleConfiguration? Membership)
{
    /// <exception cref="FormatException">A server line is malformed.</exception>
    public static ConfText Parse(string text) => throw new NotImplementedException();
}
