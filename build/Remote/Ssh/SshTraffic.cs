namespace Remote.Ssh;

/// <summary>What one host has cost so far.</summary>
/// <param name="Name">Its target's: <c>deploy@10.0.0.11:22</c>.</param>
/// <param name="Connections">Made; 1 unless one broke, 0 where none was needed.</param>
/// <param name="RoundTrips">Channels opened: scripts, files and tunnels.</param>
public sealed record SshTraffic(string Name, int Connections, int RoundTrips);
