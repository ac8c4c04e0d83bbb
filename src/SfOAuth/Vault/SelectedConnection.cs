namespace SfOAuth.Vault;

/// <summary>The connection that is meant where none is named.</summary>
/// <param name="Name">Of a saved connection; null for one of the session.</param>
/// <param name="Vault">Null for wherever it is.</param>
/// <param name="SessionId">Of a connection of the session; null for one that is saved.</param>
internal sealed record SelectedConnection(string? Name, string? Vault = null, string? SessionId = null);
