# Forgets a login. SecretManagement has asked.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes it.')]
param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)

SfOAuth\Remove-SfConnection -Name $Name -Vault SfOAuth -Confirm:$false -WhatIf:$false -ErrorAction Stop
