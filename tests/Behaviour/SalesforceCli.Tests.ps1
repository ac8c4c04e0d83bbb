# The Salesforce CLI is a judge of FakeOrg: what it can't log in to is no Salesforce org. Found by SFOAUTH_TEST_SF, or on the PATH.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingPositionalParameters', '', Justification = 'They are the words of the command line of another program.')]
param()

Describe 'The Salesforce CLI' -Tag SalesforceCli {
    BeforeAll {
        $kit = Get-ChildItem (Split-Path $PSScriptRoot) -Recurse -Filter TestKit.psm1 | Select-Object -First 1
        Import-Module $kit, "$(Split-Path $kit)/Browser.psm1" -Force
        $org = Start-FakeOrg
        $place = "$TestDrive/cli"
        $null = New-Item $place -ItemType Directory
        $given = @{
            HOME = $place
            SF_DISABLE_TELEMETRY = 'true'
            SF_AUTOUPDATE_DISABLE = 'true'
            SF_DISABLE_LOG_FILE = 'true'
            SF_USE_GENERIC_UNIX_KEYCHAIN = 'true'
            SF_AUDIENCE_URL = $org.loginUrl
            NODE_EXTRA_CA_CERTS = "$place/ca.pem"
        }
        $before = @{}
        foreach ($name in $given.Keys) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $given[$name])
        }

        [System.IO.File]::WriteAllText("$place/ca.pem", (Invoke-RestMethod "$($org.loginUrl)/_control/certificate"))

        # What the CLI answers; its warnings about http are not of interest.
        function Invoke-Cli {
            $command = $env:SFOAUTH_TEST_SF ? $env:SFOAUTH_TEST_SF : 'sf'
            $answer = (& $command @args --json 2>$null | Out-String | ConvertFrom-Json)
            $answer.status | Should -Be 0 -Because $answer.message
            $answer.result
        }

        # The CLI at its sign-in on a port that is free, and the address that it gives to what it takes for a browser.
        function Open-WebLogin([int] $Port) {
            @{ packageDirectories = @(@{ path = 'app' }); oauthLocalPort = "$Port" } | ConvertTo-Json | Set-Content "$place/sfdx-project.json"
            $null = New-Item "$place/app" -ItemType Directory -Force
            mkfifo "$place/opened"
            [System.IO.File]::WriteAllText("$place/browser", "#!/bin/sh`necho `"`$1`" > '$place/opened'`n")
            chmod +x "$place/browser"
            # Open for both ways, so that it opens at once.
            $opened = [System.IO.StreamReader]::new([System.IO.File]::Open("$place/opened", 'Open', 'ReadWrite'))
            $start = [System.Diagnostics.ProcessStartInfo]::new(($env:SFOAUTH_TEST_SF ? $env:SFOAUTH_TEST_SF : 'sf'))
            'org', 'login', 'web', '--instance-url', $org.loginUrl, '--alias', 'one', '--json' | ForEach-Object { $start.ArgumentList.Add($_) }
            $start.Environment['BROWSER'] = "$place/browser"
            $start.WorkingDirectory = $place
            $start.RedirectStandardOutput = $true
            $process = [System.Diagnostics.Process]::Start($start)
            $address = $opened.ReadLineAsync()
            if (-not $address.Wait(60000)) {
                $process.Kill($true)
                throw "The CLI opened no browser: $($process.StandardOutput.ReadToEnd())"
            }

            [pscustomobject]@{ Process = $process; Address = $address.Result }
        }
    }

    AfterAll {
        if ($org) {
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
            Stop-FakeOrg $org
        }
    }

    BeforeEach {
        Reset-FakeOrg $org
        Remove-Item "$place/.sfdx", "$place/.sf" -Recurse -Force -ErrorAction Ignore
    }

    It 'logs in with a JWT and queries' {
        $key = (Invoke-OrgControl $org 'key' @{}).privateKeyPem
        [System.IO.File]::WriteAllText("$place/key.pem", $key)
        $null = Invoke-Cli org login jwt --username $org.username --jwt-key-file "$place/key.pem" --client-id $org.clientId --instance-url $org.loginUrl --alias one

        (Invoke-Cli org display --target-org one).connectedStatus | Should -Be 'Connected'
        (Invoke-Cli data query --target-org one --query "SELECT Name FROM Account WHERE Name = 'R&D'").records.Name | Should -Be 'R&D'
    }

    It 'logs in with an auth URL, and each refresh replaces the refresh token' {
        $login = Invoke-OrgControl $org 'login' @{ secure = $true }
        $url = "force://$($org.clientId):$($org.clientSecret):$($login.refresh_token)@$(([uri]$org.secureMyDomainUrl).Authority)"
        [System.IO.File]::WriteAllText("$place/url.txt", $url)
        $null = Invoke-Cli org login sfdx-url --sfdx-url-file "$place/url.txt" --alias one

        foreach ($refreshes in 2, 3) {
            $null = Invoke-OrgControl $org 'clock' @{ advanceSeconds = 8000 }
            (Invoke-Cli data query --target-org one --query 'SELECT COUNT() FROM Contact').totalSize | Should -Be 3
            $family = (Invoke-OrgControl $org 'ledger' -Method Get).families
            $family.generation, $family.isAlive | Should -Be $refreshes, $true
        }
    }

    It 'logs in with the browser, and each refresh replaces the refresh token' -Tag Browser {
        $port = Get-FreePort
        Set-OrgScenario $org @{
            apps = @(@{ clientId = 'PlatformCLI'; callbacks = @("http://localhost:$port/OauthRedirect"); requireSecretForWebServerFlow = $false; requireSecretForRefreshFlow = $false })
        }
        $browser = Start-Browser
        try {
            $login = Open-WebLogin $port
            Open-Page $browser $login.Address
            Write-Field $browser '#username' $org.username
            Write-Field $browser '#password' $org.password
            Invoke-Click $browser '#Login'
            Invoke-Click $browser '#allow'
            ($login.Process.StandardOutput.ReadToEnd() | ConvertFrom-Json).result.username | Should -Be $org.username
        } finally {
            Stop-Browser $browser
        }

        foreach ($refreshes in 1, 2) {
            $null = Invoke-OrgControl $org 'clock' @{ advanceSeconds = 8000 }
            (Invoke-Cli data query --target-org one --query 'SELECT COUNT() FROM Contact').totalSize | Should -Be 3
            $family = (Invoke-OrgControl $org 'ledger' -Method Get).families
            $family.generation, $family.isAlive | Should -Be $refreshes, $true
        }
    }

    It 'takes an access token, and makes a URL that opens the org' {
        $env:SF_ACCESS_TOKEN = (Invoke-OrgControl $org 'login' @{}).access_token
        try {
            $null = Invoke-Cli org login access-token --instance-url $org.myDomainUrl --no-prompt --alias one
        } finally {
            Remove-Item Env:SF_ACCESS_TOKEN
        }

        $door = (Invoke-Cli org open --url-only --target-org one).url
        (Invoke-WebRequest $door).Content | Should -BeLike "*$($org.username)*"
    }
}
