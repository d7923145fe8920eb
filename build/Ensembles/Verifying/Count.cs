namespace Ensembles.Verifying;

/// <summary>Numbers of things, for messages.</summary>
internal static class Count
{
    /// <summary><c>1 server</c>, <c>3 servers</c>.</summary>
    public static string Of(long number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";
}
