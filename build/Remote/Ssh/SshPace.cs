namespace Remote.Ssh;

/// <summary>How fast the commands on one host were.</summary>
/// <param name="Commands">Those that came to their end.</param>
/// <param name="Quickest">
/// Of all: a login shell starts for each of them, so that its start-up files and the way there take no longer than this.
/// </param>
public sealed record SshPace(SshTarget Target, int Commands, TimeSpan Quickest)
{
    /// <summary>As ssh takes it: <c>deploy@10.0.0.11</c>.</summary>
    public string Login => $"{Target.Account}@{Target.Host}";
}
