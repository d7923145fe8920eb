using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that a host names, before its first task; one that is registered replaces it.</summary>
public interface IToolInstaller
{
    /// <summary>Installs a tool by the package installer that its address asks for.</summary>
    void Install(PackageReference tool);
}
