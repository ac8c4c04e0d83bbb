using System;
using System.Linq;
using System.Text.Json;

namespace SfOAuth.FakeOrg.Grants;

internal static class Audiences
{
    /// <summary><c>aud</c> is one string or a list of them; one that is accepted is enough.</summary>
    public static bool Of(JsonElement audience, Func<string, bool> isAccepted) =>
        audience.ValueKind switch
        {
            JsonValueKind.String => isAccepted(audience.GetString()!),
            JsonValueKind.Array => audience
                .EnumerateArray()
                .Any(one => one.ValueKind == JsonValueKind.String && isAccepted(one.GetString()!)),
            _ => false,
        };
}
