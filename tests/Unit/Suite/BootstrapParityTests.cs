using System.Text.RegularExpressions;
using Unit.Inventories;

namespace Unit.Suite;

/// <summary>What <c>build.sh</c> and <c>build.ps1</c> must agree on and no run shows.</summary>
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

    [Test]
    public void Both_keep_as_many_compiled_suites()
    {
        var kept = int.Parse(Kept().Match(Shell).Groups[1].Value) - 1;

        Assert.That(PowerShell, Does.Contain($"-Skip {kept}"));
    }

    [GeneratedRegex(@"(?<=\s)--?[a-z][\w:-]*(?:=(?:true|false))?")]
    private static partial Regex Options();

    [GeneratedRegex(@"tail -n \+(\d+)")]
    private static partial Regex Kept();
}
