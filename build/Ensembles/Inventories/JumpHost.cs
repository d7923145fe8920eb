namespace Ensembles.Inventories;

/// <summary>The host in between, as <c>[USER@]HOST[:PORT]</c>.</summary>
/// <param name="User">Null: the same account as on the hosts.</param>
/// <param name="Host">Name or address; IPv6 without brackets.</param>
public sealed record JumpHost(string? User, string Host, int Port);
