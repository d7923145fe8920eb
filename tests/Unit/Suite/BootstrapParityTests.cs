using System.Text.RegularExpressions;
using Unit.Inventories;

namespace Unit.Suite;

/// <summary>What <c>build.sh</c> does, <c>build.ps1</c> does: as far as their texts show it.</summary>
internal sealed partial class BootstrapParityTests
{
    private static readonly string Shell = File.ReadAllText(Path.Combine(Checkout.Root, "build.sh"));
    private static readonly string PowerShell = File.ReadAllText(Path.Combine(Checkout.Root, "build.ps1"));

    [Test]
    public void Both_compile_with_the_same_arguments()
    {
        var begin = Shell.IndexOf("\" publish \"", StringComparison.Ordinal);
        var arguments = Options().Matches(Shell[begin..Shell.IndexOf("2>&1", begin, StringComparison.Ordinal)])
            .Select(match => match.Value).Append("-p:Precompile=true").ToList();

        Assert.That(arguments, Has.Count.GreaterThan(9));
        foreach (var argument in arguments)
        {
            Assert.That(PowerShell, Does.Contain(argument));
        }
    }

    [TestCase("error (NU1|NETSDK)[0-9]+", Description = "falls back to a suite without native code")]
    [TestCase("DOTNET_NOLOGO")]
    [TestCase("DOTNET_CLI_TELEMETRY_OPTOUT")]
    [TestCase("DOTNET_ROOT", Description = "looks there, and tells what it found")]
    [TestCase("https://dot.net/v1/dotnet-install.", Description = "of Microsoft's own script")]
    [TestCase("global.json")]
    [TestCase("compile.lock")]
    [TestCase("compile.log")]
    [TestCase(".fresh")]
    [TestCase(".dotnet", Description = "the dotnet that a suite was compiled with stands in it")]
    [TestCase("Suite.dll")]
    [TestCase("No .NET SDK that global.json accepts was found: installing one into")]
    [TestCase("The .NET SDK could not be installed: get the version that")]
    [TestCase("https://dotnet.microsoft.com/download, put it on the PATH and run this again.")]
    [TestCase("The suite does not compile: correct the errors above and run this again.")]
    [TestCase("Compiled the suite in")]
    public void Both_know(string text)
    {
        Assert.That(Shell, Does.Contain(text));
        Assert.That(PowerShell, Does.Contain(text));
    }

    [Test]
    public void Both_keep_as_many_compiled_suites()
    {
        var kept = int.Parse(Kept().Match(Shell).Groups[1].Value) - 1;

        Assert.That(PowerShell, Does.Contain($"-Skip {kept}"));
    }

    [Test]
    public void Both_end_with_the_exit_code_of_the_suite()
    {
        Assert.That(Shell, Does.EndWith("exec \"$dotnet\" \"$suite/Suite.dll\" \"$@\"\n"));
        Assert.That(PowerShell, Does.EndWith("& $dotnet (Join-Path $suite 'Suite.dll') @args\nexit $LASTEXITCODE\n"));
    }

    [Test]
    public void Where_there_is_a_shell_it_does_the_work() =>
        Assert.That(PowerShell, Does.Contain("& bash (Join-Path $root 'build.sh') @args\n    exit $LASTEXITCODE"));

    [GeneratedRegex(@"(?<=\s)--?[a-z][\w:-]*(?:=(?:true|false))?")]
    private static partial Regex Options();

    [GeneratedRegex(@"tail -n \+(\d+)")]
    private static partial Regex Kept();
}
