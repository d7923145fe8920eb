namespace Ensembles.Inventories.Reading;

/// <summary>What the sections of one file need besides their own keys.</summary>
/// <param name="ProjectRoot">Absolute; relative paths on this machine start here.</param>
/// <param name="Local">The servers run on this machine.</param>
/// <param name="Ensemble">Replaces <c>{ensemble}</c> in paths.</param>
internal sealed record ReadContext(
    Faults Faults, Func<string, string?> Environment, string ProjectRoot, bool Local, string Ensemble)
{
    /// <summary>By which certificates are valid or not.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// A path on the machine that this runs on: <c>~/</c> is the home folder, relative is from the project.
    /// </summary>
    public string OnThisMachine(string path)
    {
        if (path.StartsWith("~/", StringComparison.Ordinal) && Environment("HOME") is { Length: > 0 } home)
        {
            path = Path.Combine(home, path[2..]);
        }

        return Path.GetFullPath(path, ProjectRoot);
    }
}
