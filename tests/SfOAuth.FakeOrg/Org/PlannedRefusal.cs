using System;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Org;

/// <summary>An answer an endpoint will give whatever the request holds.</summary>
/// <param name="Grant"> The grant type it waits for; null takes any; <c>authorize</c> sends the error to the callback
/// after the login; <c>revoke</c> and <c>introspect</c> are those endpoints; <c>identity</c> and <c>userinfo</c> answer
/// with the error alone, as bare text.
/// </param>
/// <param name="Description"> May hold <c>{client_secret}</c> and the like: replaced with that field of the request, as
/// a server that echoes secrets would.
/// </param>
/// <param name="Count">How many requests get it.</param>
public sealed record PlannedRefusal(string? Grant, int Status, string Error, string Description, int Count)
{
    internal Refusal Of(OrgRequest request)
    {
        string description = Description;
        foreach (FormField field in request.Form)
            description = description.Replace("{" + field.Name + "}", field.Value, StringComparison.Ordinal);
        return new Refusal(Error, description, Status);
    }
}
