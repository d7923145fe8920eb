using System.Collections.Immutable;
using ZooKeeper.Client;

namespace ZooKeeper.Wire.Messages;

/// <summary>A list of <see cref="Acl"/> on the wire (zookeeper.jute, ACL, Id).</summary>
internal static class AclRecord
{
    private const int Smallest = 3 * sizeof(int);

    public static void Write(JuteWriter writer, ImmutableArray<Acl> entries)
    {
        writer.Int(entries.Length);
        foreach (var entry in entries)
        {
            writer.Int((int)entry.Permissions);
            writer.String(entry.Scheme);
            writer.String(entry.Id);
        }
    }

    public static ImmutableArray<Acl> Read(ref JuteReader reader)
    {
        var entries = ImmutableArray.CreateBuilder<Acl>(reader.Count(Smallest));
        for (var left = entries.Capacity; left > 0; left--)
        {
            entries.Add(new Acl((Permissions)reader.Int(), reader.String(), reader.String()));
        }

        return entries.MoveToImmutable();
    }
}
