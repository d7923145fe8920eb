using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>
/// Cake's console, coloured on terminals only: Cake's own also colours what goes into a file or a pipe. That
/// <c>NO_COLOR</c> is honoured is Cake's doing.
/// </summary>
internal sealed class HostConsole(ICakeEnvironment environment) : IConsole
{
    private static readonly bool Redirected = Console.IsOutputRedirected || Console.IsErrorRedirected;
    private readonly CakeConsole _console = new(environment);

    public ConsoleColor ForegroundColor
    {
        get => _console.ForegroundColor;
        set => _console.ForegroundColor = value;
    }

    public ConsoleColor BackgroundColor
    {
        get => _console.BackgroundColor;
        set => _console.BackgroundColor = value;
    }

    public bool SupportAnsiEscapeCodes => !Redirected && _console.SupportAnsiEscapeCodes;

    public void Write(string format, params object[] arg) => _console.Write(format, arg);

    public void Write(string value) => _console.Write(value);

    public void WriteLine(string format, params object[] arg) => _console.WriteLine(format, arg);

    public void WriteLine(string value) => _console.WriteLine(value);

    public void WriteError(string format, params object[] arg) => _console.WriteError(format, arg);

    public void WriteError(string value) => _console.WriteError(value);

    public void WriteErrorLine(string format, params object[] arg) => _console.WriteErrorLine(format, arg);

    public void WriteErrorLine(string value) => _console.WriteErrorLine(value);

    public void ResetColor() => _console.ResetColor();
}
