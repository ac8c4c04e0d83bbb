# What is saved, and what may be known of it.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes it.')]
param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)

SfOAuth\Get-SfConnection -Vault SfOAuth -ErrorAction Stop |
    Where-Object Name -Like ($(if ($Filter) { $Filter } else { '*' })) |
    ForEach-Object {
        $facts = @{}
        foreach ($fact in 'Username', 'InstanceUrl', 'LoginUrl', 'ClientId', 'OrganizationId', 'UserId', 'GrantType') {
            if ($_.$fact) { $facts[$fact] = $_.$fact }
        }

        [Microsoft.PowerShell.SecretManagement.SecretInformation]::new(
            $_.Name, [Microsoft.PowerShell.SecretManagement.SecretType]::SecureString, $VaultName, $facts)
    }
