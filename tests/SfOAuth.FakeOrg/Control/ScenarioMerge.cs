using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text.Json;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Control;

/// <summary>
/// A partial merge: properties named are set, others stay. Apps merge by client id and users by username (unknown ones
/// are added), extra fields and id token claims by name (null removes), and <c>nextError</c> adds to the queue.
/// </summary>
internal sealed class ScenarioMerge(Scenario scenario)
{
    public void Apply(JsonElement changes)
    {
        foreach (JsonProperty change in changes.EnumerateObject())
        {
            switch (change.Name.ToUpperInvariant())
            {
                case "APPS":
                    MergeAll(change.Value, MergeApp);
                    break;
                case "USERS":
                    MergeAll(change.Value, MergeUser);
                    break;
                case "EXTRAFIELDS":
                    MergeFields(scenario.ExtraFields, change.Value);
                    break;
                case "IDTOKENCLAIMS":
                    // Here null is a wish as well: the claim is left out.
                    foreach (JsonProperty claim in change.Value.EnumerateObject())
                        scenario.IdTokenClaims[claim.Name] =
                            claim.Value.ValueKind == JsonValueKind.Null ? null : claim.Value.Clone();
                    break;
                case "NEXTERROR" or "NEXTERRORS":
                    MergeAll(change.Value, PlanRefusal);
                    break;
                default:
                    PropertyMerge.Set(scenario, change);
                    break;
            }
        }
    }

    private static void MergeAll(JsonElement value, System.Action<JsonElement> merge)
    {
        IEnumerable<JsonElement> items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        foreach (JsonElement item in items)
            merge(item);
    }

    private void MergeApp(JsonElement changes)
    {
        string clientId = Key(changes, "clientId");
        OrgApp app = scenario.Apps.Find(clientId) ?? new OrgApp { ClientId = clientId };
        PropertyMerge.SetAll(app, changes, except: "clientId");
        scenario.Apps.Add(app);
    }

    private void MergeUser(JsonElement changes)
    {
        string username = Key(changes, "username");
        OrgUser user = scenario.Users.Find(username) ?? new OrgUser { Username = username };
        PropertyMerge.SetAll(user, changes, except: "username");
        scenario.Users.Add(user);
    }

    private static void MergeFields(ConcurrentDictionary<string, object?> target, JsonElement fields)
    {
        foreach (JsonProperty field in fields.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null)
                target.TryRemove(field.Name, out _);
            else
                target[field.Name] = field.Value.Clone();
        }
    }

    private void PlanRefusal(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            scenario.NextErrors.Clear();
            return;
        }

        NextErrorRequest planned = value.Deserialize<NextErrorRequest>(ControlJson.Options)!;
        string description = planned.Description ?? planned.ErrorDescription ?? "";
        scenario.NextError(planned.Grant, planned.Status ?? 400, planned.Error, description, planned.Count ?? 1);
    }

    private static string Key(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement key) && key.GetString() is { Length: > 0 } text
            ? text
            : throw new JsonException($"'{name}' is missing.");

    private sealed record NextErrorRequest(
        string? Grant,
        int? Status,
        string Error,
        string? Description,
        string? ErrorDescription,
        int? Count
    );
}
