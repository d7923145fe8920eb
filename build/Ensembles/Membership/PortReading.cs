namespace Ensembles.Membership;

/// <summary>
/// What the ports tell of a server whose host cannot be looked at, asked by this machine and by hosts that can be reached.
/// </summary>
/// <param name="Open">Which of its ports takes connections, and who has asked; null: none that was asked.</param>
/// <param name="IsClosed">
/// The machine answers, and nothing listens on its election port, on which a member listens as long as it runs: it is down.
/// Where neither this nor <paramref name="Open"/> is so, whether it runs is not known.
/// </param>
public sealed record PortReading(string? Open, bool IsClosed);
