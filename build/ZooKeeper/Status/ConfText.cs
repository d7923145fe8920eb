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
    public static ConfText Parse(string text)
    {
        // The heading is followed by the text of /zookeeper/config (ConfCommand; ServerConfig.toString).
        var heading = text.IndexOf("membership:", StringComparison.Ordinal);
        var settings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in TextLines.Pairs(heading < 0 ? text : text[..heading], '='))
        {
            settings[name] = value;
        }

        var membership = heading < 0 ? null : EnsembleConfiguration.Parse(text[(heading + "membership:".Length)..]);
        return new ConfText(settings.ToImmutable(), membership);
    }
}
