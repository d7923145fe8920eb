namespace ZooKeeper.Client.Sessions;

/// <summary>
/// How long to wait after every server was tried in vain: an eighth of the time already lost, so that a client finds
/// its server soon after it is back and a long outage is not hammered; drawn a little shorter, so that many clients
/// do not come together.
/// </summary>
internal static class RetryPause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <param name="draw">0 to 1.</param>
    public static TimeSpan After(TimeSpan lost, double draw)
    {
        var pause = lost / 8;
        pause = pause < Shortest ? Shortest : pause > Longest ? Longest : pause;
        return pause * (1 - (draw / 2));
    }
}
