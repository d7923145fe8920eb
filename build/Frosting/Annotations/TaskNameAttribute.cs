namespace Cake.Frosting;

/// <summary>Names a task; without it the name of the class is the task's name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>The name as <c>--target</c> takes it (upper and lower case are the same).</summary>
    public string Name { get; } = name;
}
