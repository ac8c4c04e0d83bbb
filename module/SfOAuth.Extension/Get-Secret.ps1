# An access token that works, as a secure string: whoever wants the text says so to SecretManagement.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes it.')]
param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

if (SfOAuth\Get-SfConnection -Vault SfOAuth -ErrorAction Stop | Where-Object Name -EQ $Name) {
    (SfOAuth\Get-SfAccessToken -Name $Name -Vault SfOAuth -Confirm:$false -WhatIf:$false -ErrorAction Stop).AccessToken
}
