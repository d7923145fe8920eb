namespace Remote.Ssh;

/// <summary>How an account gets the rights for the work on a host.</summary>
public enum SshBecome
{
    /// <summary>It has them.</summary>
    None,

    /// <summary><c>sudo -n</c>, which never asks: a sudo that wants a password is an error.</summary>
    Sudo,
}
