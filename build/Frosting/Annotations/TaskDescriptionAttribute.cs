namespace Cake.Frosting;

/// <summary>Describes a task in one sentence, as <c>--description</c> prints it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}
