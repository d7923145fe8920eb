using System.Collections.Concurrent;
using System.Diagnostics;
using Suite.Runs;

namespace Unit.Suite;

/// <summary>
/// A project with a real build script, a few sources, and programs that play dotnet and curl.
/// <c>build.ps1</c> is run by PowerShell's own engine, and told that it is on Windows.
/// </summary>
internal sealed class BootstrapProject : IDisposable
{
    public const string Program = "return 0;";

    private const string FakeDotnet = """
        #!/bin/bash
        # Its own copy, the one "installed", is an SDK in any case.
        case $1 in
        --version)
          case $0 in */sdk/*) exit 0 ;; esac
          [ "$FAKE_SDK" != missing ] ;;
        publish)
          while [ "$1" != --output ]; do shift; done
          output=$2
          if [ -n "$FAKE_ERROR" ]; then echo "$FAKE_ERROR"; exit 1; fi
          case "$*" in
          *Precompile*) if [ -n "$FAKE_PRECOMPILE_ERROR" ]; then echo "$FAKE_PRECOMPILE_ERROR"; exit 1; fi ;;
          esac
          while [ -n "$FAKE_WAIT" ] && [ ! -e "$FAKE_WAIT" ]; do sleep 0.02; done
          if [ -n "$FAKE_EDIT" ] && [ ! -e "$FAKE_FOLDER/edited" ]; then
            echo >"$FAKE_FOLDER/edited"
            echo >>"$FAKE_EDIT"
          fi
          echo compiled >>"$FAKE_FOLDER/compilations"
          mkdir -p "$output"
          echo >"$output/Suite.dll" ;;
        *)
          shift
          [ $# = 0 ] || printf '<%s>' "$@"
          printf '\nprocess %s\nin %s\n' $$ "$PWD"
          exit "${FAKE_EXIT:-0}" ;;
        esac
        """;

    private const string FakeCurl = """
        #!/bin/bash
        echo "$@" >>"$FAKE_FOLDER/downloads"
        [ "$FAKE_NETWORK" != down ] || exit 6
        while [ "$1" != --output ]; do shift; done
        # The installer: copies the dotnet that it is told of.
        case $2 in
        *.ps1) echo 'param($JSonFile, $InstallDir, [switch] $NoPath)
          mkdir -p $InstallDir
          cp "$env:FAKE_FOLDER/dotnet" "$InstallDir/dotnet.exe"' >"$2" ;;
        *) echo 'while [ "$1" != --install-dir ]; do shift; done
          mkdir -p "$2"
          cp "$FAKE_FOLDER/dotnet" "$2/dotnet"' >"$2" ;;
        esac
        """;

    private readonly string _script;

    /// <summary>Built beside this assembly, in the same configuration.</summary>
    private static readonly string PowerShell = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "PowerShell",
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "PowerShell.dll"));

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _fakes = new();
    private readonly ConcurrentDictionary<string, string> _environment = new();

    /// <param name="script"><c>build.sh</c> or <c>build.ps1</c>: what is run.</param>
    public BootstrapProject(string script)
    {
        _script = script;
        foreach (var name in new[] { "build.sh", "build.ps1" })
        {
            File.Copy(Path.Combine(ProjectRoot.Above(AppContext.BaseDirectory), name), Path.Combine(Root, name));
        }

        _folder.Write("build/Suite/Program.cs", Program);
        _folder.Write("build/Other/Old.cs", "");
        _folder.Write("Directory.Build.props", "<Project/>");
        _folder.Write("global.json", "{}");
        foreach (var (name, content) in new[] { ("dotnet", FakeDotnet), ("curl", FakeCurl) })
        {
            var file = _fakes.Write(name, content.ReplaceLineEndings("\n"));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    public string Root => _folder.Path;

    public int Compilations => Lines("compilations").Length;

    public string Downloads => string.Join('\n', Lines("downloads"));

    /// <summary>Sets an environment variable of the runs that follow.</summary>
    public string this[string variable]
    {
        set => _environment[variable] = value;
    }

    public void Write(string name, string content) => _folder.Write(name, content);

    public void Delete(string name) => File.Delete(Path.Combine(Root, name));

    public bool Has(string name) => File.Exists(Path.Combine(Root, name));

    /// <summary>Links to the script, and returns the link.</summary>
    public string Link(string name)
    {
        var link = Path.Combine(_fakes.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        return File.CreateSymbolicLink(link, Path.GetRelativePath(
            Path.GetDirectoryName(link)!, Path.Combine(Root, _script))).FullName;
    }

    public BootstrapRun Run(params string[] args) => RunAsync(args).GetAwaiter().GetResult();

    public Task<BootstrapRun> RunAsync(params string[] args) => StartAsync(Root, $"./{_script}", args);

    public BootstrapRun RunFrom(string directory, string script) =>
        StartAsync(directory, script, []).GetAwaiter().GetResult();

    public void Dispose()
    {
        _folder.Dispose();
        _fakes.Dispose();
    }

    private async Task<BootstrapRun> StartAsync(string directory, string script, string[] args)
    {
        var isShell = _script.EndsWith(".sh", StringComparison.Ordinal);
        string[] interpreter = isShell ? ["bash"] : [Environment.ProcessPath!, PowerShell];
        var start = new ProcessStartInfo(interpreter[0], [.. interpreter[1..], script, .. args])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_fakes.Path}:/usr/bin:/bin";
        start.Environment["HOME"] = _fakes.Path;
        start.Environment["FAKE_FOLDER"] = _fakes.Path;
        start.Environment["OS"] = "Windows_NT";
        start.Environment.Remove("DOTNET_ROOT");
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new BootstrapRun(process.ExitCode, process.Id, await output, await error);
    }

    private string[] Lines(string name) =>
        File.Exists(Path.Combine(_fakes.Path, name)) ? File.ReadAllLines(Path.Combine(_fakes.Path, name)) : [];
}

/// <summary>What a run of the script came to.</summary>
internal sealed record BootstrapRun(int ExitCode, int ProcessId, string Output, string Error);
