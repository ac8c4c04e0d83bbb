# Whether the vault can be read, and if not, why.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'SecretManagement passes it.')]
param([string] $VaultName, [hashtable] $AdditionalParameters)

try {
    $null = SfOAuth\Get-SfConnection -Vault SfOAuth -ErrorAction Stop
    $true
} catch {
    Write-Error -Message "The vault '$VaultName' can't be used: $($_.Exception.Message) $($_.ErrorDetails.RecommendedAction)" -ErrorId $_.FullyQualifiedErrorId
    $false
}
