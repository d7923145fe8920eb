namespace Remote.Ssh;

/// <summary>The host has shown a certificate that does not hold; its key alone may be known.</summary>
internal sealed class HostCertificateException(string name, Exception inner)
    : Exception($"{name} shows a certificate that is not valid", inner);
