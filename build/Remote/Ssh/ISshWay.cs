namespace Remote.Ssh;

/// <summary>A port of this machine's loopback that leads to a host's sshd.</summary>
internal interface ISshWay : IAsyncDisposable
{
    string Address { get; }

    int Port { get; }

    /// <summary>What is known of it when nothing comes through.</summary>
    string Blame { get; }
}
