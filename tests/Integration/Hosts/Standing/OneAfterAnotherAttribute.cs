using NUnit.Framework.Interfaces;

namespace Integration.Hosts.Standing;

/// <summary>Fixtures that share the ensemble of this folder: others may run beside them, but no two of these.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OneAfterAnotherAttribute : Attribute, ITestAction
{
    private static readonly SemaphoreSlim Turn = new(1);

    public ActionTargets Targets => ActionTargets.Suite;

    public void BeforeTest(ITest test) => Turn.Wait();

    public void AfterTest(ITest test) => Turn.Release();
}
