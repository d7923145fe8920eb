using System.Collections.Immutable;
using Ensembles.Membership;

namespace Ensembles.Planning.Search;

/// <summary>One change of one server, with what must come before it.</summary>
/// <param name="List">What the server then has; null where it is put aside.</param>
internal sealed record CandidateStep(int Id, MemberList? List, ImmutableArray<Step> Steps);
