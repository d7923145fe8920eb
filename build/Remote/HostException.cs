namespace Remote;

/// <summary>An operation on a host failed. The message names the host, what was attempted and what to do.</summary>
public class HostException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A script ran and ended with an exit code other than zero; the host remains usable.</summary>
public sealed class ScriptFailedException(ScriptResult result, string what)
    : HostException(
        $"{what} on {result.Host} failed with exit code {result.ExitCode}: " +
        (string.IsNullOrWhiteSpace(result.Error) ? result.Output : result.Error).Trim());

/// <summary>A lock is held by another process.</summary>
public sealed class HostLockedException(string host, string path, string holder)
    : HostException($"{path} on {host} is held by {holder}")
{
    /// <summary>The holder of a server's folder, who writes nothing there.</summary>
    internal const string OtherName =
        "another run, which knows the ensemble by another name or works from another checkout";

    /// <summary>What the holder wrote about itself.</summary>
    public string Holder { get; } = holder;
}
