namespace SfOAuth.FakeOrg.Messages;

/// <summary>Protocol spellings of answers.</summary>
internal static class FieldNames
{
    public const string AccessToken = "access_token";
    public const string ApiInstanceUrl = "api_instance_url";
    public const string CommunityId = "sfdc_community_id";
    public const string CommunityUrl = "sfdc_community_url";
    public const string Error = "error";
    public const string ErrorDescription = "error_description";
    public const string Id = "id";
    public const string IdToken = "id_token";
    public const string InstanceUrl = "instance_url";
    public const string IssuedAt = "issued_at";
    public const string RefreshToken = "refresh_token";
    public const string Scope = "scope";
    public const string Signature = "signature";
    public const string SiteId = "sfdc_site_id";
    public const string SiteUrl = "sfdc_site_url";
    public const string TokenType = "token_type";
}
