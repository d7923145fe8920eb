namespace Ensembles.Releases;

/// <summary>
/// A release could not be had, or the Java runtime for it. The message says what was tried, why it failed, and the remedy.
/// </summary>
public class ReleaseException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>
    /// The inventory names what is no release: a file that is not there, no archive, another checksum. Default: it
    /// names one that cannot be had now.
    /// </summary>
    public bool IsWrongInput { get; init; }
}
