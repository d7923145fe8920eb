using System.Collections.Immutable;
using System.Text;
using Ensembles.Inventories;
using Ensembles.Observing;
using Ensembles.Planning;
using Ensembles.Rendering;

namespace Ensembles.Rollouts;

/// <summary>Which files of the hosts are not as they should be. Reads only.</summary>
public static class FileChanges
{
    /// <summary>What a plan will have changed in the end, by its steps and before them.</summary>
    public static async Task<ImmutableArray<FileChange>> OfAsync(
        Fleet fleet, Renderer renderer, Observation observation, Plan plan, CancellationToken cancellation)
    {
        var changes = await Task.WhenAll(observation.Servers.Select(seen =>
            plan.Steps.Where(step => step.ServerId == seen.Server.Id).Select(FormOf).LastOrDefault(form => form is not null)
                is { } form
                ? CompareAsync(fleet, seen.Server, renderer.Render(fleet.Inventory, seen.Server, form), cancellation)
                : BeforeStepsAsync(fleet, renderer, seen, cancellation)));
        return [.. changes.SelectMany(change => change).Select(change => change.Told)];
    }

    /// <summary>What may change before any step: nothing that names members.</summary>
    internal static async Task<ImmutableArray<PendingFile>> BeforeStepsAsync(
        Fleet fleet, Renderer renderer, ServerObservation seen, CancellationToken cancellation)
    {
        var wanted = renderer.Render(fleet.Inventory, seen.Server, ServerLook.FormOf(seen.InForce))
            .Where(file => file.Name != "zoo.cfg.dynamic")
            .Where(file => file.Name != "zoo.cfg" || seen.InForce is not InForce.Nothing);
        var changes = await CompareAsync(fleet, seen.Server, wanted, cancellation);
        return [.. changes.Where(change => change.File.Name != "zoo.cfg" || change.Former is not null)];
    }

    private static MembershipForm? FormOf(Step step) => step switch
    {
        Step.Start start => start.Form,
        Step.Restart restart => restart.Form,
        _ => null,
    };

    private static async Task<ImmutableArray<PendingFile>> CompareAsync(
        Fleet fleet, Server server, IEnumerable<RenderedFile> wanted, CancellationToken cancellation)
    {
        var files = wanted.ToList();
        var present = await fleet[server].ReadAsync([.. files.Select(file => file.HostPath)], cancellation);
        return
        [
            .. files.Select(file => new PendingFile(
                    server, file,
                    present.TryGetValue(file.HostPath, out var text) ? Encoding.UTF8.GetString(text) : null))
                .Where(Differs),
        ];
    }

    /// <summary>zoo.cfg is compared by its keys: ZooKeeper rewrites it without comments and in another order.</summary>
    private static bool Differs(PendingFile change) => change.Former is not { } text ||
        (change.File.Name == "zoo.cfg"
            ? ZooCfg.Parse(text).Differences(ZooCfg.Parse(change.File.Content)).Any()
            : text != change.File.Content);
}

/// <summary>A file of a server that is not on its host as it should be.</summary>
/// <param name="Former">What stands there, secrets and all; null: nothing.</param>
internal sealed record PendingFile(Server Server, RenderedFile File, string? Former)
{
    public FileChange Told => FileChange.Of(Server.Id, File.HostPath, Former, File.Content);
}
