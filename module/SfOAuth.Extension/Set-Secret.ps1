# Changes nothing: a login is made by signing in.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes it.')]
param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)

$way = "Connect-SfOrg -Name $Name -Vault SfOAuth, with -ClientId and -LoginUrl for a new one"
Write-Error -Message "The secrets of the vault '$VaultName' are access tokens, and are made by signing in: $way." -ErrorId SignInNeeded -Category InvalidOperation
$false
