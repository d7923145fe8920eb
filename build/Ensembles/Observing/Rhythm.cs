namespace Ensembles.Observing;

/// <summary>
/// How soon a server is asked again what it is. Each question is a line in its log: quickly only while something
/// happens to it and shortly after, seldom otherwise.
/// </summary>
internal sealed class Rhythm
{
    public static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    /// <summary>Answers in a row without anything happening until a server counts as settled: a second.</summary>
    private const int Settled = 10;

    private int left = Settled;

    /// <summary>From the last answer to the next question.</summary>
    public TimeSpan Pause => left > 0 ? Quick : Calm;

    /// <param name="happens">A step is under way on the server, no server leads, or it said something new.</param>
    public void Answered(bool happens) => left = happens ? Settled : Math.Max(0, left - 1);
}
