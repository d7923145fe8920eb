namespace Ensembles.Inventories;

/// <summary>A text that never shows itself: printed, it is <c>***</c>.</summary>
public sealed record Secret(string Value)
{
    public override string ToString() => "***";
}
