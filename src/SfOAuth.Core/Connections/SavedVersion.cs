using System;

namespace SfOAuth.Connections;

/// <summary>What a vault that many machines share says of a record besides what is in it.</summary>
/// <param name="Tag">Tells this version from all others, for a write on condition.</param>
/// <param name="Facts">What listing shows; kept as it is where only the note changes.</param>
/// <param name="Note">What a machine left that was about to refresh it; null when none did.</param>
/// <param name="Age">How long ago it was last changed, when it was read.</param>
internal sealed record SavedVersion(string Tag, string Facts, string? Note, TimeSpan Age);
