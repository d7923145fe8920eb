using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Cake.Core;
using Suite.Arguments;
using Suite.Outgoing;
using Suite.Terminals;

namespace Suite.Runs;

/// <summary>
/// What a run gives to those who called it: its exit code, and what stands on standard output.
/// With <c>--output=json</c> that is the answer of the target and nothing else; all that is told meanwhile
/// goes to standard error.
/// </summary>
public sealed class RunResult
{
    private readonly TextWriter output;

    /// <param name="output">Standard output, before anything else is written to it.</param>
    /// <param name="text">What all that goes out passes; null: one of its own.</param>
    public RunResult(TextWriter output, bool isJson, OutgoingText? text = null) =>
        (this.output, IsJson, Text) = (output, isJson, text ?? new());

    /// <summary>Knows the secrets that no output may show.</summary>
    public OutgoingText Text { get; }

    /// <summary>Takes the lines that a build server obeys; null where there is no console.</summary>
    public Action<string>? Commands { get; private init; }

    /// <summary>The caller is a program and wants JSON.</summary>
    public bool IsJson { get; }

    /// <summary>
    /// The very last line on standard output, below the summary of the run, where people and build servers look for a
    /// result; null for none.
    /// </summary>
    public string? Closing { get; set; }

    /// <summary>The exit code of a run that did not fail. Default 0.</summary>
    public int ExitCode { get; set; }

    /// <summary>
    /// The exit code of the failure that came first; null while there is none. It is kept here since hosts differ in
    /// what they make of an exception's own code.
    /// </summary>
    public int? Failure { get; private set; }

    /// <summary>The arguments that the host is to read, in the spelling that it knows.</summary>
    public IReadOnlyList<string> ForHost { get; private init; } = [];

    /// <summary>The arguments as read before the host began; null where another program runs the host.</summary>
    internal RunArguments? Options { get; private init; }

    /// <summary>
    /// Reads the arguments, runs the host with those that are its own, then prints the line that its tasks have left.
    /// Wrong arguments are told, and the host is not run at all.
    /// </summary>
    /// <returns>The exit code that the suite has chosen, whatever the host makes of it.</returns>
    public static int To(IReadOnlyList<string> args, Func<RunResult, int> host)
    {
        FileMask.KeepOthersOut();
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(host);
        var streams = StandardStreams.Open();

        // Before any other code has asked for the console: whatever is written there passes these.
        var (text, standard) = (new OutgoingText(), Console.Out);
        using var error = new OutgoingWriter(Console.Error, text, !Console.IsErrorRedirected, GitHubCommands.AreRead);
        using var output = new OutgoingWriter(standard, text, !Console.IsOutputRedirected, GitHubCommands.AreRead);
        Console.SetOut(output);
        Console.SetError(error);
        var (given, faults) = Targets.Loaded().Reader().Read(args, Variables());
        if (!faults.IsEmpty)
        {
            return Refuse(faults);
        }

        var isJson = given.Text(ArgumentList.Output) == "json";
        RunResult answer;
        try
        {
            CheckTemporaryFolder();
            if (given.Text(ArgumentList.Completion) is { } shell)
            {
                standard.Write(Completion.Script(shell, ProjectRoot.Above(AppContext.BaseDirectory)));
                return streams.HasLostOutput ? ExitCodes.Failed : ExitCodes.Done;
            }

            answer = new(standard, isJson, text)
            {
                ForHost = given.ForHost,
                Options = RunArguments.Of(given, ProjectRoot.Above(AppContext.BaseDirectory)),
                Commands = (isJson ? error : output).WriteCommand,
            };
        }
        catch (CakeException fault)
        {
            return Refuse([fault.Message], fault.ExitCode);
        }

        if (isJson)
        {
            // Cake's log and the story go there too.
            Console.SetOut(error);
        }

        var exitCode = answer.Judge(Run(host, answer));
        if (answer.Closing is { } line)
        {
            Console.Out.WriteLine(line);
        }

        Console.Out.Flush();

        // What only tells has not done its work where that is lost; what was changed is done, heard of or not.
        return exitCode == ExitCodes.Done && streams.HasLostOutput && OnlyTells(given) ? ExitCodes.Failed : exitCode;
    }

    /// <summary>A target has failed. The first failure counts: what follows comes of it.</summary>
    public void Fails(int exitCode) => Failure ??= exitCode;

    /// <summary>Writes a document, and at once: the reader may be a program that follows.</summary>
    /// <param name="isLine">On one line, as each of several documents must stand; else indented.</param>
    public void Write(JsonObject document, bool isLine = false)
    {
        output.WriteLine(Text.Clean(document.ToJsonString(new()
        {
            WriteIndented = !isLine,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Never a part of a page.
        })));
        output.Flush();
    }

    /// <summary>
    /// The code of the failure that a target has told. A host that fails by itself knows no more than that: unless its
    /// code is one of the suite's, it is that of a failure.
    /// </summary>
    private int Judge(int ofHost) => Failure
        ?? (ofHost == ExitCodes.Done ? ExitCode
            : ExitCodes.All.Any(known => known.Code == ofHost) ? ofHost
            : ExitCodes.Failed);

    /// <summary>A host that throws has failed like any other.</summary>
    private static int Run(Func<RunResult, int> host, RunResult answer)
    {
        try
        {
            return host(answer);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Console.Error.WriteLine($"Error: {failure.Message}");
            return ExitCodes.Failed;
        }
    }

    private static bool OnlyTells(GivenArguments given) =>
        given.Flag(ArgumentList.DryRun)
        || given.Texts(ArgumentList.Target).All(target => target is "Default" or "Plan" or "Status" or "Clients" or "Hosts" or "Verify");

    /// <exception cref="CakeException">Scripts of this machine would have no place for their output.</exception>
    private static void CheckTemporaryFolder()
    {
        if (Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw Failures.WrongInput(
                $"The environment variable TMPDIR={folder} names no folder: make it, or unset the variable");
        }
    }

    private static int Refuse(IEnumerable<string> faults, int exitCode = ExitCodes.WrongInput)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"Error: {fault}");
        }

        return exitCode;
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));
}
