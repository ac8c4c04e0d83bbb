using System.Security;
using SfOAuth.Protocol;

namespace SfOAuth.Pipeline;

/// <summary>A token the org is asked about, and the app that asks.</summary>
/// <param name="Client">The app; with an empty id where only the token was given.</param>
/// <param name="Value">The token itself.</param>
/// <param name="Id">The identity URL; null when it is not known.</param>
/// <param name="InstanceUrl">Null when it is not known.</param>
internal sealed record TokenQuery(ClientSettings Client, SecureString Value, string? Id = null, string? InstanceUrl = null);
