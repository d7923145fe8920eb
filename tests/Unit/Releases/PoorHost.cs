namespace Unit.Releases;

/// <summary>This machine, with few programs: of those that fetch, one or none.</summary>
internal sealed class PoorHost : AlteredHost
{
    private static readonly string[] Programs =
    [
        "sh", "cat", "cut", "sed", "tar", "gzip", "sha512sum", "mkdir", "mv", "rm", "ls", "ln", "sync", "readlink",
    ];

    private readonly string path;

    public PoorHost(string folder, string? program)
    {
        path = Path.Combine(folder, $"programs-{program}");
        Directory.CreateDirectory(path);
        var places = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        foreach (var name in program is null ? Programs : [.. Programs, program])
        {
            var place = places.Select(each => Path.Combine(each, name)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(path, name), place);
        }
    }

    protected override string Alter(string text) => $"PATH='{path}'\n{text}";
}
