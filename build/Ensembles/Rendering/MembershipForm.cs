using System.Collections.Immutable;
using ZooKeeper.Configuration;

namespace Ensembles.Rendering;

/// <summary>How one server's files state the membership: what distinguishes its files of one step from the next.</summary>
public abstract record MembershipForm
{
    private MembershipForm()
    {
    }

    /// <summary>No server lines at all: a single server, as before an ensemble.</summary>
    public sealed record Standalone : MembershipForm;

    /// <summary>Server lines in zoo.cfg; every change is a restart.</summary>
    public sealed record Static(ImmutableArray<ServerLine> Servers) : MembershipForm;

    /// <summary>
    /// First configuration of a server under dynamic membership: zoo.cfg points to zoo.cfg.dynamic, which holds these
    /// lines. ZooKeeper writes both anew once a configuration with a version is established.
    /// </summary>
    public sealed record DynamicInitial(ImmutableArray<ServerLine> Servers) : MembershipForm;

    /// <summary>
    /// Dynamic membership that ZooKeeper already keeps: only the pointer (the value of <c>dynamicConfigFile</c> as the
    /// server's own zoo.cfg has it) is carried over, the membership is not ours to write.
    /// </summary>
    public sealed record DynamicKept(string DynamicConfigFile) : MembershipForm;
}
