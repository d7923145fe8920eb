using Cake.Core.Packaging;

namespace Cake.Frosting.Hosting;

/// <summary>By the engine's own installer.</summary>
internal sealed class ToolInstaller(Cake.Core.Tooling.IToolInstaller engine) : IToolInstaller
{
    public void Install(PackageReference tool) => _ = engine.Install(tool).ToArray();
}
