using System.Collections.Immutable;
using ZooKeeper.Configuration;

namespace Ensembles.Membership;

/// <summary>
/// How one server's files state the membership: what distinguishes its files of one step from the next.
/// </summary>
public abstract record MembershipForm
{
    private MembershipForm()
    {
    }

    /// <summary>The ensemble keeps its members itself, from the first configuration on.</summary>
    public bool IsDynamic => this is DynamicInitial or DynamicKept;

    /// <summary>The form of the files that a server would have if only its membership stayed as it is.</summary>
    public static MembershipForm Of(RunningConfig inForce) => inForce switch
    {
        RunningConfig.Static list => new Static([.. list.Members.Servers.Values]),
        RunningConfig.Dynamic { Kept: { } kept } => kept,
        RunningConfig.Dynamic list => new DynamicInitial([.. list.Members.Servers.Values]),
        _ => new Standalone(),
    };

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
    /// <param name="ClientPort">
    /// The file names the client port: so it is where the ensemble's configuration does not, as in one that was made
    /// dynamic from server lines without <c>;port</c>. Without the line the server would serve no client.
    /// </param>
    public sealed record DynamicKept(string DynamicConfigFile, bool ClientPort = false) : MembershipForm;
}
