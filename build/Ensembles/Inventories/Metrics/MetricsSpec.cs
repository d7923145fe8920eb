namespace Ensembles.Inventories.Metrics;

/// <summary>The servers offer figures for Prometheus, by ZooKeeper's own provider (3.6 and later).</summary>
/// <param name="Interval">Seconds between two looks of Prometheus at a server, 1 to 300. Default 15.</param>
public sealed record MetricsSpec(int Interval);
