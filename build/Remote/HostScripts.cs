namespace Remote;

/// <summary>Shell scripts that run on hosts, kept as files beside the code that runs them.</summary>
public static class HostScripts
{
    /// <summary>The text of <c>NAME.sh</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Text(string name)
    {
        using var stream = typeof(HostScripts).Assembly.GetManifestResourceStream($"{name}.sh")
            ?? throw new InvalidOperationException($"The script {name}.sh is not embedded.");
        using var reader = new StreamReader(stream);
        return Script.WithLf(reader.ReadToEnd());
    }
}
