# What a saved connection costs as they become more: listing them, getting one, refreshing one, and all. Gives a point for each size.
param([Parameter(Mandatory)] [hashtable] $Bench)

Import-Module "$PSScriptRoot/../Seed.psm1"
$org = $Bench.Org
Set-OrgScenario $org @{ rotateRefreshTokens = $false; approvalLimit = 0 }

$among = $env:SFOAUTH_HOME

function Measure-Median([scriptblock] $Work) { (Measure-Side -Count $Bench.Looks -Side ([ordered]@{ Work = $Work }))['Work'].Median }

# Among so many, and in turns with it where it is the only one: what the disk does meanwhile falls on both.
function Measure-Beside([scriptblock] $Work) {
    $sides = [ordered]@{ Among = { $env:SFOAUTH_HOME = $among; & $Work }; Alone = { $env:SFOAUTH_HOME = $alone; & $Work } }
    $times = Measure-Side -Count (5 * $Bench.Looks) -Side $sides -WarmUp 5
    $env:SFOAUTH_HOME = $among
    $times.Among.Median, $times.Alone.Median
}

Initialize-TestHome
$alone = $env:SFOAUTH_HOME
Add-Connection $org 'SfOAuth' 1 1
$env:SFOAUTH_HOME = $among

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

        $get = { $null = Get-SfAccessToken c1 -Vault $vault }
        $refresh = { $null = Update-SfAccessToken c1 -Vault $vault }
        $isOwn = $vault -eq 'SfOAuth'
        $getAmong, $getAlone = if ($isOwn) { Measure-Beside $get } else { Measure-Median $get }
        $refreshAmong, $refreshAlone = if ($isOwn) { Measure-Beside $refresh } else { Measure-Median $refresh }
        [pscustomobject]@{
            Vault        = $vault
            Size         = $size
            List         = Measure-Median { $null = Get-SfConnection -Vault $vault }
            Get          = $getAmong
            GetAlone     = $getAlone
            Refresh      = $refreshAmong
            RefreshAlone = $refreshAlone
            Bulk         = [Math]::Round($bulk, 1)
            Each         = [Math]::Round($bulk / $size, 2)
        }
    }

    if ($vault -ne 'SfOAuth') { Get-SfConnection -Vault $vault | ForEach-Object { Remove-Secret "SfOAuth-$($_.Name)" -Vault $vault } }
}
