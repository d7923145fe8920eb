namespace ZooKeeper.Client.Sessions;

/// <summary>How fast a session that has lost its server looks for the next one: soon, and never in a frenzy.</summary>
internal static class Pace
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The wait after every server was tried in vain: an eighth of the time already lost, so that a client
    /// finds its server soon after it is back and a long outage is not hammered; drawn a little shorter,
    /// so that many clients do not come together.
    /// </summary>
    /// <param name="lost">Since the trouble began.</param>
    /// <param name="draw">0 to 1.</param>
    public static TimeSpan Pause(TimeSpan lost, double draw) =>
        Clamp(lost / 8, ShortestPause, LongestPause) * (1 - (draw / 2));

    /// <summary>
    /// The time that one attempt gets. A server that has just been started may take a connection and never answer on
    /// it (NIOServerCnxn.close fails while the database is not yet there, 3.9.3), as a frozen one does: a session that
    /// must not lose time tries again soon, and later if no server answers so soon.
    /// </summary>
    /// <param name="lost">Since the trouble began.</param>
    /// <param name="usual">What the last successful attempt took; more than four times that is slow.</param>
    public static TimeSpan Patience(TimeSpan lost, TimeSpan usual, ZooKeeperOptions options) =>
        Clamp(lost / 4 > usual * 4 ? lost / 4 : usual * 4, options.ReconnectTimeout, options.ConnectTimeout);

    private static TimeSpan Clamp(TimeSpan time, TimeSpan shortest, TimeSpan longest) =>
        time > longest ? longest : time < shortest ? shortest < longest ? shortest : longest : time;
}
