using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Suite;

/// <summary>
/// What a run gives to those who called it: its exit code, and what stands on standard output.
/// With <c>--output=json</c> that is the answer of the target and nothing else; all that is told meanwhile
/// goes to standard error.
/// </summary>
public sealed class Answer
{
    private const string Argument = "--output";
    private const string Variable = "ENSEMBLE_OUTPUT";

    private readonly TextWriter output;

    /// <param name="output">Standard output, before anything else is written to it.</param>
    public Answer(TextWriter output, bool isJson) => (this.output, IsJson) = (output, isJson);

    /// <summary>The caller is a program and wants JSON.</summary>
    public bool IsJson { get; }

    /// <summary>
    /// The very last line on standard output, below the summary of the run, where people and build servers look for a
    /// result; null for none.
    /// </summary>
    public string? Closing { get; set; }

    /// <summary>The exit code of a run that did not fail. Default 0.</summary>
    public int ExitCode { get; set; }

    /// <summary>Runs the host, then prints the line that its tasks have left.</summary>
    /// <returns>The host's exit code or, where it did not fail, the one that its tasks have chosen.</returns>
    public static int To(IReadOnlyList<string> args, Func<Answer, int> host)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(host);
        var answer = new Answer(Console.Out, WantsJson(args, Environment.GetEnvironmentVariable(Variable)));
        if (answer.IsJson)
        {
            // Before anybody else has asked for the console: Cake's log and the story go there too.
            Console.SetOut(Console.Error);
        }

        var exitCode = host(answer);
        if (answer.Closing is { } line)
        {
            Console.Out.WriteLine(line);
        }

        return exitCode == 0 ? answer.ExitCode : exitCode;
    }

    /// <summary>Writes a document, and at once: the reader may be a program that follows.</summary>
    /// <param name="isLine">On one line, as each of several documents must stand; else indented.</param>
    public void Write(JsonObject document, bool isLine = false)
    {
        output.WriteLine(document.ToJsonString(new()
        {
            WriteIndented = !isLine,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Never a part of a page.
        }));
        output.Flush();
    }

    /// <summary>The last one given counts, as for every argument; the host reads them only later.</summary>
    internal static bool WantsJson(IReadOnlyList<string> args, string? variable)
    {
        var value = variable;
        for (var i = 0; i < args.Count; i++)
        {
            value = args[i].StartsWith(Argument + "=", StringComparison.OrdinalIgnoreCase)
                ? args[i][(Argument.Length + 1)..]
                : i > 0 && args[i - 1].Equals(Argument, StringComparison.OrdinalIgnoreCase) ? args[i]
                : value;
        }

        return "json".Equals(value, StringComparison.OrdinalIgnoreCase);
    }
}
