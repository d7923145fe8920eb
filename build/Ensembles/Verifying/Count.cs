using System.Globalization;

namespace Ensembles.Verifying;

/// <summary>Numbers of things, for messages.</summary>
internal static class Count
{
    /// <summary><c>1 server</c>, <c>3 servers</c>, <c>1,056 operations</c>.</summary>
    public static string Of(long number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {thing}{(number == 1 ? "" : "s")}");
}
