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

    /// <summary>What servers since 3.5.5 show in place of a digest to those who may not administrate the znode.</summary>
    private const string MaskedDigest = ":x";

    /// <summary>
    /// Both lists allow the same, whatever their order is; digests that a server has masked in one of them count by their user alone.
    /// </summary>
    public static bool AreSame(ImmutableArray<Acl> one, ImmutableArray<Acl> other)
    {
        var isMasked = one.Concat(other).Any(entry => entry.IsDigest && entry.Id.EndsWith(MaskedDigest, StringComparison.Ordinal));
        return isMasked ? Masked(one).SetEquals(Masked(other)) : one.ToHashSet().SetEquals(other);
    }

    /// <summary>The list as it may be shown, e.g. <c>cdrwa digest:app:x, r world:anyone</c>: without digests.</summary>
    public static string Text(ImmutableArray<Acl> list) => string.Join(", ", Masked(list)
        .Select(entry => $"{Letters(entry.Permissions)} {entry.Scheme}:{entry.Id}").Order(StringComparer.Ordinal));

    private bool IsDigest => Scheme == "digest";

    private static HashSet<Acl> Masked(ImmutableArray<Acl> list) =>
        [.. list.Select(entry => entry.IsDigest ? entry with { Id = entry.Id.Split(':')[0] + MaskedDigest } : entry)];

    private static string Letters(Permissions permissions) => string.Concat(
        new[] { ('c', Permissions.Create), ('d', Permissions.Delete), ('r', Permissions.Read), ('w', Permissions.Write), ('a', Permissions.Admin) }
            .Where(letter => permissions.HasFlag(letter.Item2)).Select(letter => letter.Item1));

    /// <summary>The entry for one digest identity.</summary>
    public static Acl Digest(DigestCredential credential, Permissions permissions = Permissions.All) =>
        new(permissions, "digest", credential.ToDigest());
}
