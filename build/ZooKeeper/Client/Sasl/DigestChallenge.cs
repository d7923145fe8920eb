namespace ZooKeeper.Client.Sasl;

/// <summary>What a server asks with DIGEST-MD5 (RFC 2831, section 2.1.1).</summary>
/// <param name="Realm">The first that it offers; empty where it offers none.</param>
internal sealed record DigestChallenge(string Realm, string Nonce, bool IsUtf8)
{
    /// <exception cref="SaslException">It is none, or wants more than a login.</exception>
    public static DigestChallenge Parse(string text)
    {
        var said = SaslDirectives.Parse(text);
        if (!said.TryGetValue("nonce", out var nonce) || said.GetValueOrDefault("algorithm") != "md5-sess")
        {
            throw new SaslException("the server's token is no challenge of DIGEST-MD5");
        }

        if (said.TryGetValue("qop", out var protection) &&
            !protection.Split(',', StringSplitOptions.TrimEntries).Contains("auth"))
        {
            throw new SaslException($"the server wants a security layer ({protection}), which ZooKeeper's sessions lack");
        }

        return new DigestChallenge(said.GetValueOrDefault("realm", ""), nonce, said.GetValueOrDefault("charset") == "utf-8");
    }
}
