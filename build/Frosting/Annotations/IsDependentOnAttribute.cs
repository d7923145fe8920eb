namespace Cake.Frosting;

/// <summary>The task runs after another one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type task) : Attribute
{
    /// <summary>The task that runs before.</summary>
    public Type Task { get; } = task;
}
