using System.Collections.Immutable;

namespace ZooKeeper.Client;

/// <summary>Who may do what to a node.</summary>
/// <param name="Scheme"><c>world</c>, <c>auth</c>, <c>digest</c>, <c>ip</c>, <c>x509</c>, <c>sasl</c>.</param>
/// <param name="Id">In the scheme's own form.</param>
public sealed record Acl(Permissions Permissions, string Scheme, string Id)
{
    /// <summary>Every client may do everything (Ids.OPEN_ACL_UNSAFE).</summary>
    public static ImmutableArray<Acl> OpenToAll { get; } = [new(Permissions.All, "world", "anyone")];

    /// <summary>Every client may read (Ids.READ_ACL_UNSAFE).</summary>
    public static ImmutableArray<Acl> ReadableByAll { get; } = [new(Permissions.Read, "world", "anyone")];

    /// <summary>The identities that the creating session has may do everything (Ids.CREATOR_ALL_ACL).</summary>
    public static ImmutableArray<Acl> CreatorOnly { get; } = [new(Permissions.All, "auth", "")];

    /// <summary>The entry for one digest identity.</summary>
    public static Acl Digest(DigestCredential credential, Permissions permissions = Permissions.All) =>
        new(permissions, "digest", credential.ToDigest());
}
