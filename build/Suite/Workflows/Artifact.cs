using Ensembles.Rendering;

namespace Suite.Workflows;

/// <summary>A rendered file under <c>artifacts/</c>: whole or not there, also where two runs render it at once.</summary>
internal static class Artifact
{
    /// <returns>Whether the file was otherwise before.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static bool Write(string path, RenderedFile file)
    {
        if (File.Exists(path) && File.ReadAllText(path) == file.Content)
        {
            return false;
        }

        string part = $"{path}.{Guid.NewGuid():N}.part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = file.Mode;
        }

        try
        {
            using (var writer = new StreamWriter(part, options))
            {
                writer.Write(file.Content);
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        return true;
    }
}
