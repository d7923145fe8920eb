namespace Suite.Testing;

/// <summary>The program <c>dotnet</c> that runs the suite: there need not be another on the path.</summary>
internal static class Dotnet
{
    public static string Program => Environment.ProcessPath is { } path
        && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
