using System.Collections.Immutable;
using Ensembles.HostAccess;
using Ensembles.Inventories;
using Ensembles.Membership;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rendering;

namespace Ensembles.Rollouts;

/// <summary>Which files of the hosts are not as they should be, by what was seen of them.</summary>
public static class FileChanges
{
    /// <summary>What a plan will have changed in the end, by its steps and before them.</summary>
    public static ImmutableArray<ChangedFile> Of(Fleet fleet, Renderer renderer, Observation observation, Plan plan) =>
    [
        .. observation.Servers
            .SelectMany(seen => LastForm(plan, seen.Server) is { } form
                ? Compare(seen, renderer.Render(fleet.Inventory, seen.Server, form))
                : BeforeSteps(fleet, renderer, seen))
            .Select(change => change.Told),
    ];

    /// <summary>What may change before any step: nothing that names members.</summary>
    internal static ImmutableArray<PendingFile> BeforeSteps(Fleet fleet, Renderer renderer, ServerObservation seen)
    {
        // Should it fall before its turn, it comes back and can talk to the others still.
        var wanted = LinkSettings.Render(
                renderer, fleet.Inventory, seen.Server, MembershipForm.Of(seen.InForce), seen.FiledLink ?? seen.Link,
                seen.Facts.Files.GetValueOrDefault(seen.Server.ZooCfgPath()), fleet.FormerAuthorities)
            .Where(file => file.Name != "zoo.cfg" || seen.InForce is not RunningConfig.Nothing);
        // A server that runs gets stores and logins with its step alone: it may read them at once, and one that falls starts with them.
        return
        [
            .. Compare(seen, wanted).Where(change => change.File.Name != "zoo.cfg" || change.Former is not null)
                .Where(change => !change.File.Sealed || seen.Facts.Process is null),
        ];
    }

    private static MembershipForm? LastForm(Plan plan, Server server) =>
        plan.Steps.Where(step => step.ServerId == server.Id).Select(FormOf).LastOrDefault(form => form is not null);

    private static MembershipForm? FormOf(Step step) => step switch
    {
        Step.Start start => start.Form,
        Step.Restart restart => restart.Form,
        Step.Reread again => again.Form,
        _ => null,
    };

    /// <summary>The list of members in a file of its own is ZooKeeper's, once it has one.</summary>
    private static IEnumerable<PendingFile> Compare(ServerObservation seen, IEnumerable<RenderedFile> wanted) => wanted
        .Where(file => file.Name != "zoo.cfg.dynamic")
        .Select(file => new PendingFile(
            seen.Server, file, (file.Sealed ? seen.Facts.Digests.GetValueOrDefault(file.HostPath) : null)
                ?? seen.Facts.Files.GetValueOrDefault(file.HostPath)))
        .Where(change => change.Differs);
}

/// <summary>A file of a server that is to stand on its host.</summary>
/// <param name="Former">
/// What stands there, secrets and all; of a sealed file its digest. Null: nothing.
/// </param>
internal sealed record PendingFile(Server Server, RenderedFile File, string? Former)
{
    /// <summary>zoo.cfg is compared by its keys: ZooKeeper rewrites it without comments and in another order.</summary>
    public bool Differs => Former is not { } text
        || (File.Name == "zoo.cfg"
            ? ZooCfg.Parse(text).Differences(ZooCfg.Parse(File.Content)).Any()
            : text != (File.Sealed ? File.Digest : File.Content));

    public ChangedFile Told => File.Sealed
        ? new(Server.Id, File.HostPath, Former is null ? null : ShownFile.Digest(Former), ShownFile.Digest(File.Digest))
        : ChangedFile.Of(Server.Id, File.HostPath, Former, File.Content);
}
