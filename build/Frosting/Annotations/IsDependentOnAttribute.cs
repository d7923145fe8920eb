namespace Cake.Frosting;

/// <summary>The task runs after another one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The task that runs before.</summary>
    public Type Task { get; } = type;
}
