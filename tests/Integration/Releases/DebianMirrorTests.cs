using Debian;
using Ensembles.Inventories;
using Ensembles.Releases;
using Lab;

namespace Integration.Releases;

[NonParallelizable] // The mirror is an environment variable of the whole process.
public sealed class DebianMirrorTests
{
    [Test]
    public void A_mirror_out_of_reach_is_told_with_the_remedy()
    {
        Environment.SetEnvironmentVariable(DebianMirror.Variable, "http://127.0.0.1:9/debian");
        try
        {
            Assert.That(
                () => new ReleaseStore(TestFolder.Create()).GetAsync(new ReleaseSpec { Version = new(3, 4, 13) }),
                Throws.InstanceOf<ReleaseException>()
                    .With.Message.Contains("http://127.0.0.1:9/debian").And.Message.Contains("release.archive"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(DebianMirror.Variable, null);
        }
    }
}
