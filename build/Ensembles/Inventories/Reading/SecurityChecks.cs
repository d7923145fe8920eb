using Ensembles.Inventories.Security;

namespace Ensembles.Inventories.Reading;

/// <summary>What <c>security</c> needs to work, before anything is touched: each kind of check is a class of its own.</summary>
internal sealed class SecurityChecks(FoundMap root, FoundMap security, SecuritySpec spec, ReadContext context)
{
    /// <param name="release">Null where it is faulty.</param>
    public void Run(IReadOnlyList<FoundServer> servers, Version? release, SettingsSpec settings)
    {
        new TransportChecks(security, spec, context).Run(release, settings);
        new LoginChecks(root, security, spec, context).Run(servers, release);
        new SettingContradictions(root, security, spec, context).Run(servers, release, settings);
        if (spec.UsesTls)
        {
            new CertificateChecks(security, spec, context).Run(servers, settings);
        }
    }
}
