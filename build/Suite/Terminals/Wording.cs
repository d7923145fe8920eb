using System.Globalization;
using Ensembles.HostAccess;
using Ensembles.Membership;
using Ensembles.Planning;
using Suite.Outgoing;
using ZooKeeper.Status;

namespace Suite.Terminals;

/// <summary>Figures and words as reports write them.</summary>
internal static class Wording
{
    /// <summary>So end the messages of gates (Ensembles.Rollouts.Gates).</summary>
    private const string LogFollows = " log ends:";

    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>
    /// In the unit that fits: <c>0.4 ms</c>, <c>12 ms</c>, <c>1.46 s</c>, <c>12.3 s</c>, <c>3:05 min</c>.
    /// </summary>
    public static string Time(TimeSpan time) => time.TotalMilliseconds switch
    {
        0 => "0 s",
        < 10 => Number(time.TotalMilliseconds, "0.0") + " ms",
        < 1000 => Number(time.TotalMilliseconds, "0") + " ms",
        < 10_000 => Number(time.TotalSeconds, "0.00") + " s",
        < 120_000 => Number(time.TotalSeconds, "0.0") + " s",
        _ => Number(Math.Floor(time.TotalMinutes), "0") + time.ToString("':'ss", CultureInfo.InvariantCulture) + " min",
    };

    /// <summary>Three digits that matter: <c>0.84 s</c>, <c>12.3 s</c>.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds < 10
        ? time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
        : time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    public static string Part(RunPart part) => part switch
    {
        RunPart.SafetyCopy => "safety copy",
        RunPart.UntilItServes => "start until it serves",
        _ => part.ToString().ToLowerInvariant(),
    };

    public static string Engine(Engine engine) => engine switch
    {
        Ensembles.Planning.Engine.Reconfig => "reconfig",
        Ensembles.Planning.Engine.Rolling => "rolling restarts",
        Ensembles.Planning.Engine.Cold => "a stop and start of all",
        Ensembles.Planning.Engine.Jump => "all joiners first, then restarts",
        _ => "no server joins or leaves",
    };

    public static string Role(ServerState server) => server switch
    {
        { Running: false } => server.HasData ? "down" : "not started",
        { Hangs: true } => "does not answer",
        { Mode: { } mode } => Role(mode),
        _ => "starting",
    };

    public static string Role(ServerMode? mode) => mode switch
    {
        null => "not serving",
        ServerMode.NotServing => "looking for a leader",
        ServerMode.ReadOnly => "read-only",
        { } known => known.ToString().ToLowerInvariant(),
    };

    /// <summary>What of a message of several lines fits into a heading: not the log that it ends with.</summary>
    public static string Headline(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var first = lines.FirstOrDefault("");
        return first.EndsWith(LogFollows, StringComparison.OrdinalIgnoreCase)
                ? first[..first.LastIndexOf('.', first.Length - LogFollows.Length)] + "."
            : first.EndsWith(':') && lines.Length > 1 ? $"{first} {lines[1].TrimStart('-', ' ')}"
            : first;
    }

    /// <summary>The lines below the first; empty where there are none.</summary>
    public static string Details(string message) =>
        message.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? message[(end + 1)..] : "";

    /// <summary>
    /// With the characters visible that neither XML 1.0 nor HTML can hold, such as those that colour a terminal:
    /// messages of servers may have them.
    /// </summary>
    public static string Printable(string text) => ControlCharacters.Show(text);

    /// <summary>The same on one line.</summary>
    public static string OneLine(string text) =>
        string.Concat(Printable(text).Select(character => character is '\n' or '\r' or '\t' ? ' ' : character));

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
