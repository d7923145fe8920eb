namespace Unit.Suite;

/// <summary>What the build scripts do before the suite runs, with programs in the place of dotnet and curl.</summary>
[TestFixture("build.sh")]
[TestFixture("build.ps1")]
[Platform(Exclude = "Win", Reason = "The programs are written for a shell.")]
internal sealed class BootstrapTests(string script)
{
    private bool IsShell => script == "build.sh";

    [Test]
    public void Unchanged_sources_are_compiled_once()
    {
        using var project = new BootstrapProject(script);

        var (first, second) = (project.Run(), project.Run());

        Assert.That(first.Error, Does.Match(
            @"^Compiling the suite, once for these sources \.\.\.\nCompiled the suite in \d+ s\.\n$"));
        Assert.That(second.Error, Is.Empty);
        Assert.That(project.Compilations, Is.EqualTo(1));
    }

    [Test]
    public void An_edited_an_added_and_a_deleted_source_are_each_compiled_anew()
    {
        using var project = new BootstrapProject(script);
        project.Run();
        project.Write("build/Suite/Program.cs", "return 1;");
        project.Run();
        project.Write("build/Suite/Another file.cs", "");
        project.Run();
        project.Delete("build/Other/Old.cs");
        project.Run();
        project.Write("Directory.Build.props", "<Project></Project>");
        project.Run();

        Assert.That(project.Compilations, Is.EqualTo(5));
    }

    [Test]
    [Category("Long")]
    public void A_change_taken_back_needs_no_compilation()
    {
        using var project = new BootstrapProject(script);
        project.Run();
        project.Write("build/Suite/Program.cs", "return 1;");
        project.Run();
        project.Write("build/Suite/Program.cs", BootstrapProject.Program);
        project.Run();

        Assert.That(project.Compilations, Is.EqualTo(2));
    }

    [Test]
    public void A_suite_on_the_package_of_Frosting_is_another_one()
    {
        using var project = new BootstrapProject(script);
        project.Run();
        project["UseCakeFrostingPackage"] = "true";
        var onPackage = project.Run();
        project["UseCakeFrostingPackage"] = "";
        project.Run();

        Assert.That(onPackage.Error, Does.StartWith("Compiling the suite"));
        Assert.That(project.Compilations, Is.EqualTo(2));
    }

    [Test]
    public void Every_argument_arrives_as_it_is()
    {
        using var project = new BootstrapProject(script);
        // PowerShell takes -- for itself and, elsewhere than on Windows, puts the names of files for *.
        string[] args = ["--target=A b", "", "$HOME", "'\"", "-e", "a\nb", .. IsShell ? (string[])["*", "--"] : []];

        var run = project.Run(args);

        Assert.That(run.Output, Does.StartWith(string.Concat(args.Select(arg => $"<{arg}>"))));
    }

    [Test]
    public void The_exit_code_is_the_suites([Values(0, 2, 130)] int exitCode)
    {
        using var project = new BootstrapProject(script) { ["FAKE_EXIT"] = $"{exitCode}" };

        Assert.That(project.Run().ExitCode, Is.EqualTo(exitCode));
    }

    [Test]
    public void A_link_and_another_folder_lead_to_the_same_project()
    {
        using var project = new BootstrapProject(script);
        project.Run();

        var run = project.RunFrom("/", project.Link(IsShell ? "a folder/a link" : "a folder/a link.ps1"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("in /\n"));
        Assert.That(project.Compilations, Is.EqualTo(1));
    }

    [Test]
    public void Errors_of_the_compiler_are_shown_and_nothing_is_left()
    {
        const string Error = "build/Suite/Program.cs(1,1): error CS1002: no";
        using var project = new BootstrapProject(script) { ["FAKE_ERROR"] = Error };

        var failed = project.Run();
        project["FAKE_ERROR"] = "";
        var corrected = project.Run();

        Assert.That(failed.ExitCode, Is.EqualTo(1));
        Assert.That(failed.Output, Is.Empty);
        Assert.That(failed.Error, Does.Contain("\nbuild/Suite/Program.cs(1,1): error CS1002: no\n"));
        Assert.That(corrected.ExitCode, Is.Zero);
        Assert.That(corrected.Error, Does.Contain("Compiled"));
    }

    [Test]
    public void Without_the_packages_for_native_code_the_suite_is_compiled_without_it()
    {
        const string Error = "error NU1101: no such package";
        using var project = new BootstrapProject(script) { ["FAKE_PRECOMPILE_ERROR"] = Error };

        var run = project.Run();

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(project.Compilations, Is.EqualTo(1));
    }

    [Test]
    [Platform("Linux", Reason = "The lock needs flock.")]
    public async Task Two_at_once_compile_once()
    {
        using var project = new BootstrapProject(script);
        project["FAKE_WAIT"] = Path.Combine(project.Root, "go");
        var runs = new[] { project.RunAsync(), project.RunAsync() };
        project.Write("go", "");

        var ended = await Task.WhenAll(runs);

        Assert.That(ended.Select(run => run.ExitCode), Has.All.Zero, ended[0].Error + ended[1].Error);
        Assert.That(project.Compilations, Is.EqualTo(1));
    }

    [Test]
    public void A_source_that_changes_while_it_is_compiled_is_compiled_again()
    {
        using var project = new BootstrapProject(script);
        project["FAKE_EDIT"] = Path.Combine(project.Root, "build/Suite/Program.cs");

        var run = project.Run();

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(project.Compilations, Is.EqualTo(2));
    }

    [Test]
    public void Without_an_SDK_the_official_script_installs_one_into_the_project()
    {
        using var project = new BootstrapProject(script) { ["FAKE_SDK"] = "missing" };

        var run = project.Run("x");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith("<x>"));
        Assert.That(project.Downloads, Does.Contain($"https://dot.net/v1/dotnet-install.{(IsShell ? "sh" : "ps1")}"));
        Assert.That(project.Has(IsShell ? ".cache/sdk/dotnet" : ".cache/sdk/dotnet.exe"), Is.True);
    }

    [Test]
    public void Without_an_SDK_and_a_network_one_sentence_says_what_to_do()
    {
        using var project = new BootstrapProject(script) { ["FAKE_SDK"] = "missing", ["FAKE_NETWORK"] = "down" };

        var run = project.Run();

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Match("get the version that .*global.json .*run this again\\.\n$"));
        Assert.That(project.Compilations, Is.Zero);
    }
}
