namespace Cake.Frosting.Hosting;

/// <summary>A value of Cake's configuration, set in code.</summary>
internal sealed record CakeSetting(string Key, string Value);
