namespace Ensembles;

/// <summary>The shell scripts that run on hosts, kept as files beside the code that runs them.</summary>
internal static class Scripts
{
    /// <summary>The text of <c>NAME.sh</c>.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream($"{name}.sh")
            ?? throw new InvalidOperationException($"The script {name}.sh is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
