using System.Diagnostics;

namespace Suite.Terminals;

/// <summary>The person at a terminal.</summary>
internal static class Terminal
{
    // The shell's own way: .NET switches the echo off only while it waits for a key, and what is typed or pasted in
    // between would show. The answer goes through a pipe, so that it stands in no process list.
    private const string Read = """
        saved=$(stty -g) || exit 1
        trap 'stty "$saved"' EXIT
        trap 'exit 130' INT TERM HUP
        stty -echo
        printf '%s' "$1" >/dev/tty
        IFS= read -r answer
        printf '\n' >/dev/tty
        printf '%s' "$answer"
        """;

    /// <summary>Asks whether something is meant.</summary>
    /// <returns>Whether the answer is yes; null where no person can be asked.</returns>
    public static bool? Confirm(string question)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            return null;
        }

        Console.Write($"{question} ");
        return Console.ReadLine()?.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) is true;
    }

    /// <summary>Asks for a secret, which does not show while it is typed.</summary>
    /// <returns>Null where no person can be asked: standard input or output is no terminal.</returns>
    public static string? AskSecret(string prompt)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            return null;
        }

        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", Read, "sh", prompt]) { RedirectStandardOutput = true })!;
        var answer = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return shell.ExitCode == 0 ? answer : null;
    }
}
