using Cake.Core.IO;

namespace Cake.Frosting.Hosting;

/// <summary>The working directory, set in code.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
