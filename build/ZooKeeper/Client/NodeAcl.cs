using System.Collections.Immutable;

namespace ZooKeeper.Client;

/// <summary>A node's ACL as the server shows it (digests masked to all but administrators from 3.5 on).</summary>
public sealed record NodeAcl(ImmutableArray<Acl> Entries, Stat Stat);
