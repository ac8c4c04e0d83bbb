using System;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Hosting;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>
/// The OpenID Connect discovery document, as login.salesforce.com serves it in 2026, with the URLs of the asked host.
/// </summary>
internal sealed class DiscoveryEndpoint(OrgState org)
{
    private const string Scopes =
        "cdp_ingest_api custom_permissions cdp_segment_api content cdp_api chatbot_api cdp_identityresolution_api "
        + "interaction_api wave_api web "
        + "cdp_calculated_insight_api einstein_gpt_api offline_access id api data_cloud_user_claims eclair_api "
        + "email pardot_api lightning visualforce "
        + "cdp_query_api sfap_api address openid profile scrt_api cdp_profile_api refresh_token phone "
        + "user_registration_api pwdless_login_api chatter_api "
        + "mcp_api full forgot_password";

    private const string Claims =
        "active address email email_verified family_name given_name is_app_installed language locale name nickname "
        + "organization_id phone_number "
        + "phone_number_verified photos picture preferred_username profile sub updated_at urls user_id user_type "
        + "zoneinfo";

    private const string AuthenticationMethods = "client_secret_post,client_secret_basic,private_key_jwt";

    private static readonly string[] DpopAlgorithms = "RS256 RS384 RS512 ES256 ES384 ES512 EdDSA".Split(' ');

    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request)
    {
        string host = request.Host.BaseUrl;
        if (org.Scenario.SiteIsLwr && request.Host.SitePath == org.Scenario.SitePath)
            return ValueTask.FromResult(OrgAnswer.Html(200, "<!DOCTYPE html><title>Partners</title>"));
        if (request.Host.SitePath.EndsWith(RequestReader.VisualforceSuffix, StringComparison.Ordinal))
            host = host[..^RequestReader.VisualforceSuffix.Length];
        return ValueTask.FromResult(
            OrgAnswer.Json(
                200,
                new
                {
                    issuer = host,
                    authorization_endpoint = host + Paths.Authorize,
                    token_endpoint = host + Paths.Token,
                    revocation_endpoint = host + Paths.Revoke,
                    userinfo_endpoint = host + Paths.UserInfo,
                    jwks_uri = org.Scenario.KeysUrl ?? host + Paths.Keys,
                    registration_endpoint = host + Paths.Register,
                    introspection_endpoint = host + Paths.Introspect,
                    scopes_supported = Scopes.Split(' '),
                    response_types_supported = "code,token,token id_token".Split(','),
                    subject_types_supported = "public".Split(','),
                    id_token_signing_alg_values_supported = "RS256".Split(','),
                    dpop_signing_alg_values_supported = DpopAlgorithms,
                    display_values_supported = "page,popup,touch".Split(','),
                    token_endpoint_auth_methods_supported = AuthenticationMethods.Split(','),
                    claims_supported = Claims.Split(' '),
                }
            )
        );
    }
}
