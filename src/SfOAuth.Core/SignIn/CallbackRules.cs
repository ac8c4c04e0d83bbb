using System;
using System.Threading;
using SfOAuth.Protocol;

namespace SfOAuth.SignIn;

/// <summary>Which request is the answer to the sign-in, and what all others are told. Knows of no socket.</summary>
/// <param name="address">Where the answer comes to.</param>
/// <param name="state">The state of the authorize URL.</param>
/// <param name="loginOrigin">Scheme and host of the login URL.</param>
/// <param name="start">The way to the authorize URL.</param>
internal sealed class CallbackRules(CallbackAddress address, string state, string loginOrigin, StartPage start)
{
    private int _ignored;

    /// <summary>How many callbacks came that belong to another sign-in, or to none.</summary>
    internal int Ignored => Volatile.Read(ref _ignored);

    /// <param name="head">The lines of the request's head; empty when they can't be one, null when there are too
    /// many.</param>
    /// <param name="response">The answer to the sign-in; null when this is not it.</param>
    internal CallbackPage Judge(string? head, out AuthorizationResponse? response)
    {
        response = null;
        if (head is null)
            return CallbackPage.TooLarge;
        if (RequestHead.TryParse(head) is not { Host: string host } request)
            return CallbackPage.Malformed;
        // A page of another site can have its own name point here, and would then be let in as a page of ours.
        if (!host.Equals(address.Authority, StringComparison.OrdinalIgnoreCase))
            return CallbackPage.ForeignHost;
        if (start.Answer(request.Method, request.Path) is CallbackPage page)
            return page;
        if (request.Path != address.Path)
            return CallbackPage.NotFound;
        return request.Method switch
        {
            "GET" => JudgeCallback(request.Query, out response),
            "OPTIONS" => CallbackPage.Preflight(loginOrigin),
            _ => CallbackPage.MethodNotAllowed,
        };
    }

    private CallbackPage JudgeCallback(string query, out AuthorizationResponse? response)
    {
        response = AuthorizationResponse.TryParse(query);
        if (response?.BelongsTo(state) == true)
            return response.IsRefusal ? CallbackPage.Refused : CallbackPage.Arrived;
        Interlocked.Increment(ref _ignored);
        response = null;
        return CallbackPage.NotThisSignIn;
    }
}
