namespace Ensembles.Releases;

/// <summary>An archive holds another version than the inventory says: wrong input, and nothing was touched.</summary>
public sealed class WrongReleaseException : ReleaseException
{
    public WrongReleaseException(string message) : base(message) => IsWrongInput = true;
}
