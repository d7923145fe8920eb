using System.Globalization;

namespace ZooKeeper.Client;

/// <summary>
/// An operation did not succeed. The session remains usable, except after <see cref="SessionExpiredException"/> and
/// <see cref="AuthFailedException"/>. The message names the operation, the path, the server and the meaning.
/// </summary>
public class ZooKeeperException : Exception
{
    /// <param name="detail">What more there is to say, behind the meaning of the code; null: nothing.</param>
    public ZooKeeperException(
        ErrorCode code, string? operation, string? path = null, HostPort? server = null, string? detail = null,
        Exception? inner = null)
        : base(Describe(code, operation, path, server, detail), inner) =>
        (Code, Operation, Path, Server) = (code, operation, path, server);

    /// <summary>As the server answered (KeeperException.Code); of our own making where the connection was lost.</summary>
    public ErrorCode Code { get; }

    /// <summary>The operation's name on the wire, e.g. <c>create</c>; null where no single one is concerned.</summary>
    public string? Operation { get; }

    /// <summary>The node that the operation was about; null where it was about none.</summary>
    public string? Path { get; }

    /// <summary>The server that answered, or that the connection was lost to.</summary>
    public HostPort? Server { get; }

    /// <summary>Which part of a transaction failed, from 0; null outside of transactions.</summary>
    public int? Part { get; internal init; }

    private static string Describe(
        ErrorCode code, string? operation, string? path, HostPort? server, string? detail)
    {
        var what = string.Join(' ', new[] { operation, path }.Where(part => !string.IsNullOrEmpty(part)));
        var where = server is null ? "" : $" on {server}";
        var number = ((int)code).ToString(CultureInfo.InvariantCulture);
        var name = Enum.IsDefined(code) ? $"{code}, {number}" : number;
        var why = detail is null ? "" : $": {detail}";
        return $"{(what.Length == 0 ? "session" : what)}{where}: {ErrorMeaning.Of(code)} ({name}){why}";
    }
}
