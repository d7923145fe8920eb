using Ensembles.Witnessing;
using ZooKeeper;
using ZooKeeper.Client;

namespace Unit.Witnessing;

/// <summary>Operations made up for a test; times are milliseconds.</summary>
internal static class Operations
{
    public static readonly HostPort One = new("one", 2181);
    public static readonly HostPort Two = new("two", 2181);

    public static WitnessOperation Write(int number, double start, double duration, HostPort? server = null) => new(
        0, OperationKind.Write, number, Milliseconds(start), Milliseconds(duration), OperationOutcome.Acknowledged,
        ErrorCode.Ok, server ?? One);

    public static WitnessOperation Read(int number, double start, double duration) =>
        Write(number, start, duration) with { Kind = OperationKind.Read };

    public static WitnessOperation Lost(int number, double start, double duration) =>
        Write(number, start, duration) with { Outcome = OperationOutcome.Unknown, Error = ErrorCode.ConnectionLoss };

    public static TimeSpan Milliseconds(double number) => TimeSpan.FromMilliseconds(number);
}
