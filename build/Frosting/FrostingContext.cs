using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context to derive one's own from; everything of Cake's context is passed through.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
