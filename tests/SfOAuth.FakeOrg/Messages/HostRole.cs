namespace SfOAuth.FakeOrg.Messages;

/// <summary>Which Salesforce host a port plays.</summary>
public enum HostRole
{
    /// <summary>login.salesforce.com</summary>
    Login,

    /// <summary>MyDomain.my.salesforce.com, and the Experience Cloud site below its path.</summary>
    Domain,
}
