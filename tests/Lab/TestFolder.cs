using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Lab;

/// <summary>
/// A new directory for each test, named after it. All are kept until the next run of tests, so that a failure can be
/// looked into; the next run removes those of runs that have ended.
/// </summary>
public static partial class TestFolder
{
    private static readonly string All = Path.Combine(ProjectFolders.Root, ".cache", "lab");
    private static readonly Lazy<string> Run = new(StartRun);
    private static int count;

    /// <summary>Makes a directory for the test that is running.</summary>
    /// <param name="purpose">Told apart by this where one test needs several.</param>
    public static string Create(string purpose = "")
    {
        var name = Unsafe().Replace(TestContext.CurrentContext.Test.Name + (purpose == "" ? "" : "-" + purpose), "_");
        var number = Interlocked.Increment(ref count);
        var folder = Path.Combine(Run.Value, $"{name[..Math.Min(name.Length, 60)]}-{number}");
        return Directory.CreateDirectory(folder).FullName;
    }

    private static string StartRun()
    {
        foreach (var old in Directory.CreateDirectory(All).EnumerateDirectories().Where(old => !IsAlive(old.Name)))
        {
            try
            {
                old.Delete(recursive: true);
            }
            catch (IOException)
            {
                // Another run that begins now removes it as well.
            }
        }

        return Directory.CreateDirectory(Path.Combine(All, $"{Environment.ProcessId}")).FullName;
    }

    private static bool IsAlive(string process)
    {
        try
        {
            using var found = Process.GetProcessById(int.Parse(process));
            return found.Id != Environment.ProcessId;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex("[^A-Za-z0-9.]+")]
    private static partial Regex Unsafe();
}
