namespace Ensembles.Inventories;

/// <summary>
/// An inventory, or a file that it names, cannot be used. The message says what, where, and the remedy.
/// </summary>
public sealed class InventoryException : Exception
{
    public InventoryException()
    {
    }

    public InventoryException(string message) : base(message)
    {
    }

    public InventoryException(string message, Exception inner) : base(message, inner)
    {
    }
}
