using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Cake.Frosting.Hosting;

/// <summary>The version of Cake's engine: Cake's own resolver would tell that of the application.</summary>
internal sealed class HostVersion : IVersionResolver
{
    private static readonly Assembly Engine = typeof(CakeEngine).Assembly;

    public string GetVersion() => Engine.GetName().Version?.ToString(3) ?? "unknown";

    public string GetProductVersion() =>
        Engine.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? GetVersion();
}
