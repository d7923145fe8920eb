using Ensembles.Findings;
using Ensembles.Inventories.Security;

namespace Ensembles.Inventories.Reading;

/// <summary>What <c>security</c> needs to work at all: of files, the release, and names for logins.</summary>
internal sealed class SecurityChecks(
    FoundMap security, SecuritySpec spec, IReadOnlyList<FoundServer> servers, ReadContext context)
{
    public void Run()
    {
        if (spec.UsesTls)
        {
            foreach (string name in new[] { "certificate", "key", "authorities" }.Where(name => !security.Has(name)))
            {
                context.Faults.Error(InventoryCodes.TransportIncomplete, $"{security.Key}.{name}", security.At,
                    "is missing; TLS needs it", $"write {name}: FILE");
            }
        }

        _ = servers;
    }
}
