using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.Parameters;

/// <summary>The scopes that Salesforce's discovery document names. The list grows, so others are taken too.</summary>
internal sealed class ScopeCompleter : Completer
{
    private static readonly Suggestion[] _common =
    [
        new("api", "Manage user data via APIs"),
        new("refresh_token", "Perform requests at any time: gives a refresh token"),
        new("offline_access", "The same as refresh_token"),
        new("web", "Manage user data via Web browsers"),
        new("full", "Full access: all that the user may do, without a refresh token"),
        new("id", "Access the identity URL service"),
        new("openid", "Access unique user identifiers: gives an id token"),
        new("profile", "The user's profile"),
        new("email", "The user's email address"),
        new("address", "The user's address"),
        new("phone", "The user's phone number"),
        new("chatter_api", "Access Connect REST API resources"),
        new("custom_permissions", "Tells which of the app's custom permissions the user has"),
        new("visualforce", "Access Visualforce applications"),
        new("lightning", "Access Lightning applications"),
        new("content", "Access content resources"),
        new("wave_api", "Access CRM Analytics REST API resources"),
        new("pardot_api", "Manage Account Engagement services"),
    ];

    private static readonly string[] _others =
    [
        "cdp_api",
        "cdp_calculated_insight_api",
        "cdp_identityresolution_api",
        "cdp_ingest_api",
        "cdp_profile_api",
        "cdp_query_api",
        "cdp_segment_api",
        "chatbot_api",
        "data_cloud_user_claims",
        "eclair_api",
        "einstein_gpt_api",
        "forgot_password",
        "interaction_api",
        "mcp_api",
        "pwdless_login_api",
        "scrt_api",
        "sfap_api",
        "user_registration_api",
    ];

    private protected override IEnumerable<Suggestion> Find(string? vault) =>
        _common.Concat(_others.Select(scope => new Suggestion(scope, scope)));
}
