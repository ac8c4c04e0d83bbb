namespace SfOAuth;

/// <summary>
/// A vault that connections can be kept in, and what is wrong with it. Holds no secret. As text it is its name.
/// </summary>
public sealed class VaultInfo
{
    internal VaultInfo(string name, string kind, string location)
    {
        Name = name;
        Kind = kind;
        Location = location;
    }

    /// <summary>What <c>-Vault</c> takes.</summary>
    public string Name { get; }

    /// <summary><c>BuiltIn</c>, <c>Shared</c>, or <c>SecretManagement</c>.</summary>
    public string Kind { get; }

    /// <summary>The folder, the container's URL without its signature, or the module.</summary>
    public string Location { get; }

    /// <summary>How many connections are in it; null when it could not tell.</summary>
    public int? Connections { get; internal init; }

    /// <summary><c>Ok</c>, or the id of the error that its use would end with.</summary>
    public string State { get; internal init; } = "Ok";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Detail { get; internal init; }

    /// <summary>What to do about that; null when there is nothing to do.</summary>
    public string? Remedy { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
