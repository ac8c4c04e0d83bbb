# What a saved connection costs as they become more: listing them, getting one, refreshing one, and all. Gives a point for each size.
param([Parameter(Mandatory)] [hashtable] $Bench)

Import-Module "$PSScriptRoot/../Seed.psm1"
$org = $Bench.Org
Set-OrgScenario $org @{ rotateRefreshTokens = $false; approvalLimit = 0 }

function Measure-Median([scriptblock] $Work) { (Measure-Side -Count $Bench.Looks -Side ([ordered]@{ Work = $Work }))['Work'].Median }

foreach ($vault in @('SfOAuth') + @('TestVault' | Where-Object { $Bench.HasStore })) {
    Add-Connection $org $vault 1 1
    # The first calls compile what they call; the smallest size comes first, and would pay for all.
    1..30 | ForEach-Object { $null = (Get-SfConnection -Vault $vault), (Update-SfAccessToken c1 -Vault $vault), (Get-SfAccessToken c1 -Vault $vault) }
    $saved = 1
    foreach ($size in $Bench.Sizes[$vault]) {
        Add-Connection $org $vault ($saved + 1) $size
        $saved = $size
        $names = 1..$size | ForEach-Object { "c$_" }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $refreshed = @($names | Update-SfAccessToken -Vault $vault).Count
        $bulk = $watch.Elapsed.TotalMilliseconds
        if ($refreshed -ne $size) {
            throw "$refreshed of $size connections in $vault were refreshed."
        }

        [pscustomobject]@{
            Vault   = $vault
            Size    = $size
            List    = Measure-Median { $null = Get-SfConnection -Vault $vault }
            Get     = Measure-Median { $null = Get-SfAccessToken c1 -Vault $vault }
            Refresh = Measure-Median { $null = Update-SfAccessToken c1 -Vault $vault }
            Bulk    = [Math]::Round($bulk, 1)
            Each    = [Math]::Round($bulk / $size, 2)
        }
    }

    if ($vault -ne 'SfOAuth') { Get-SfConnection -Vault $vault | ForEach-Object { Remove-Secret "SfOAuth-$($_.Name)" -Vault $vault } }
}
