using Cake.Core.Diagnostics;

namespace Suite.Outgoing;

/// <summary>Cake's log, whose messages may hold text of servers and hosts.</summary>
internal sealed class OutgoingLog(ICakeLog inner, OutgoingText text) : ICakeLog
{
    public Verbosity Verbosity
    {
        get => inner.Verbosity;
        set => inner.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        inner.Write(verbosity, level, text.Clean(format), [.. args.Select(Clean)]);

    private object Clean(object argument) => argument is null or IFormattable
        ? argument!
        : text.Clean(argument.ToString() ?? "");
}
