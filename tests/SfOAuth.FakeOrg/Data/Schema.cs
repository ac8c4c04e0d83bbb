using System;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.FakeOrg.Data;

/// <summary>The objects of the org, with fewer fields than Salesforce's and one external id.</summary>
internal static class Schema
{
    public static readonly SObjectType Account = new(
        "Account",
        "001",
        [
            new("Id", FieldType.Id) { Length = 18, IsWritable = false },
            new("IsDeleted", FieldType.Boolean) { IsWritable = false },
            new("Name", FieldType.String) { IsRequired = true },
            new("Type", FieldType.String) { Length = 40 },
            new("Industry", FieldType.String) { Length = 40 },
            new("Phone", FieldType.String) { Length = 40 },
            new("Website", FieldType.String),
            new("NumberOfEmployees", FieldType.Int),
            new("AnnualRevenue", FieldType.Double),
            new("External_Id__c", FieldType.String) { Length = 80, IsExternalId = true },
            new("Customer_Since__c", FieldType.Date),
            new("Is_Partner__c", FieldType.Boolean),
            .. SystemFields(),
        ]
    );

    public static readonly SObjectType Contact = new(
        "Contact",
        "003",
        [
            new("Id", FieldType.Id) { Length = 18, IsWritable = false },
            new("IsDeleted", FieldType.Boolean) { IsWritable = false },
            new("FirstName", FieldType.String) { Length = 40 },
            new("LastName", FieldType.String) { Length = 80, IsRequired = true },
            new("Name", FieldType.String) { Length = 121, IsWritable = false },
            new("Email", FieldType.Email) { Length = 80 },
            new("Phone", FieldType.String) { Length = 40 },
            new("Birthdate", FieldType.Date),
            new("HasOptedOutOfEmail", FieldType.Boolean),
            new("AccountId", FieldType.Reference) { Length = 18, ReferenceTo = "Account" },
            .. SystemFields(),
        ]
    );

    public static readonly SObjectType User = new("User", "005", UserFields()) { IsWritable = false };

    public static readonly SObjectType Organization = new("Organization", "00D", OrganizationFields())
    {
        IsWritable = false,
    };

    public static IReadOnlyList<SObjectType> All { get; } = [Account, Contact, User, Organization];

    public static SObjectType? Find(string name) =>
        All.FirstOrDefault(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static SObjectField[] UserFields() =>
        [
            new("Id", FieldType.Id) { Length = 18 },
            new("Username", FieldType.String) { Length = 80, IsRequired = true },
            new("FirstName", FieldType.String) { Length = 40 },
            new("LastName", FieldType.String) { Length = 80, IsRequired = true },
            new("Name", FieldType.String) { Length = 121 },
            new("Email", FieldType.Email) { Length = 128, IsRequired = true },
            new("IsActive", FieldType.Boolean),
            new("UserType", FieldType.String) { Length = 40 },
            new("TimeZoneSidKey", FieldType.String) { Length = 40 },
            new("LanguageLocaleKey", FieldType.String) { Length = 40 },
            .. SystemFields(),
        ];

    private static SObjectField[] OrganizationFields() =>
        [
            new("Id", FieldType.Id) { Length = 18 },
            new("Name", FieldType.String) { Length = 80 },
            new("IsSandbox", FieldType.Boolean),
            new("TrialExpirationDate", FieldType.DateTime),
            new("NamespacePrefix", FieldType.String) { Length = 15 },
            new("InstanceName", FieldType.String) { Length = 5 },
            new("OrganizationType", FieldType.String) { Length = 40 },
            new("LanguageLocaleKey", FieldType.String) { Length = 40 },
            .. SystemFields(),
        ];

    private static SObjectField[] SystemFields() =>
        [
            new("OwnerId", FieldType.Reference)
            {
                Length = 18,
                ReferenceTo = "User",
                IsWritable = false,
            },
            new("CreatedDate", FieldType.DateTime) { IsWritable = false },
            new("LastModifiedDate", FieldType.DateTime) { IsWritable = false },
            new("SystemModstamp", FieldType.DateTime) { IsWritable = false },
        ];
}
