using System.Globalization;
using System.Text;
using Cake.Core;

namespace Unit.Frosting;

/// <summary>A console without colours that remembers what was written.</summary>
internal sealed class RecordingConsole : IConsole
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => Write(Format(format, arg));

    public void Write(string value) => _output.Append(value);

    public void WriteLine(string format, params object[] arg) => WriteLine(Format(format, arg));

    public void WriteLine(string value) => _output.Append(value).Append('\n');

    public void WriteError(string format, params object[] arg) => WriteError(Format(format, arg));

    public void WriteError(string value) => _error.Append(value);

    public void WriteErrorLine(string format, params object[] arg) => WriteErrorLine(Format(format, arg));

    public void WriteErrorLine(string value) => _error.Append(value).Append('\n');

    public void ResetColor()
    {
    }

    private static string Format(string format, object[] arg) =>
        string.Format(CultureInfo.InvariantCulture, format, arg);
}
