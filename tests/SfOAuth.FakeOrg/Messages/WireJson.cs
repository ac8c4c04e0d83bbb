using System.Text.Encodings.Web;
using System.Text.Json;

namespace SfOAuth.FakeOrg.Messages;

internal static class WireJson
{
    /// <summary>Salesforce does not escape the plus signs and slashes of tokens; the default encoder would.</summary>
    public static JsonSerializerOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
