. "$PSScriptRoot/../../FileVault.ps1"
