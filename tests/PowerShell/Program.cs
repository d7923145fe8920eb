using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

// Runs a script in PowerShell's own engine, as its user types it at a prompt: SCRIPT [ARGUMENT...]
using var reader = new StreamReader(typeof(Program).Assembly.GetManifestResourceStream("cmdlets.ps1")!);
using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.AddScript(reader.ReadToEnd(), useLocalScope: false).Invoke();

var output = new PSDataCollection<PSObject>();
output.DataAdded += (_, e) => Console.WriteLine(output[e.Index]);
shell.Streams.Error.DataAdded += (_, e) => Console.Error.WriteLine(shell.Streams.Error[e.Index]);
shell.Commands.Clear();
shell.AddScript("& " + string.Join(' ', args.Select(Word)));
try
{
    shell.Invoke(null, output);
}
catch (RuntimeException failure)
{
    Console.Error.WriteLine(failure.ErrorRecord);
    return 1;
}

return runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int? ?? 0;

// What needs no quotes is written without: so the engine's parser sees what a user writes.
static string Word(string argument) =>
    Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", "''", StringComparison.Ordinal)}'";

internal partial class Program
{
    [GeneratedRegex(@"^[\w./=-]+\z")]
    private static partial Regex Plain();
}
