namespace Cake.Frosting;

/// <summary>Setup and teardown of a run in one class.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
