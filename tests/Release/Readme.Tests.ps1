# The README as a new user types it: every way to sign in, then a refresh, calls and the sign-out, each from a PowerShell just started.
BeforeDiscovery {
    $readme = (Get-Content "$PSScriptRoot/../../README.md" -Raw) -replace "`r`n", "`n"
    $section = [regex]::Match($readme, '(?sm)^## Every way to sign in\n(.*?)(?=^## )').Groups[1].Value
    $flows = [regex]::Matches($section, '(?sm)^\*\*(?<title>[^*]+?)[.:,]?\*\*(?:(?!^\*\*).)*?^```powershell\n(?<code>.*?)\n```$') | ForEach-Object {
        @{ Title = $_.Groups['title'].Value; Code = $_.Groups['code'].Value }
    } | Where-Object Title -NotMatch '^From then on' | ForEach-Object {
        $null = $_.Code -match '-Name (\w+)|Import-SfConnection (\w+)'
        $_ + @{ Name = "$($Matches[1])$($Matches[2])" }
    }
    $ways = [regex]::Matches($readme, '(?m)^\| (?<you>.+?) \| `(?<now>[A-Z]\w+-Sf.+?)`(,.*)? \|$') | ForEach-Object {
        @{ You = $_.Groups['you'].Value; Now = $_.Groups['now'].Value }
    }
    $links = [regex]::Matches($readme, '\]\((?!https?:)([^)]+)\)') | ForEach-Object { @{ Link = $_.Groups[1].Value } }
}

Describe 'The README' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Examples.psm1" -Force
        $org = Start-TestOrg
        Enter-Example $org
        $blocks = Get-Block "$PSScriptRoot/../../README.md"

        # The one block that has this in it.
        function Get-Printed([string] $Text) {
            $found = @($blocks | Where-Object { $_.Contains($Text) })
            $found | Should -HaveCount 1 -Because "'$Text' tells a block of the README from the others"
            $found[0]
        }
    }

    AfterAll {
        Exit-Example
        Stop-TestOrg $org
    }

    BeforeEach {
        Reset-Example
    }

    It 'signs in, refreshes, calls and signs out, each from a fresh PowerShell: <Title>' -ForEach $flows {
        $null = Invoke-InNewProcess $Code
        (Get-SfConnection $Name).InstanceUrl | Should -Be $org.myDomainUrl
        $afterwards = (Get-Printed '$token = Update-SfAccessToken acme').Replace('acme', $Name)

        $shown = Invoke-InNewProcess $afterwards

        @([regex]::Matches($shown, 'DailyApiRequests')).Count | Should -Be 2
        Get-SfConnection $Name -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        # Ended at the org as well, and the login that was there before is left alone.
        (Get-EndpointRequest $org '/services/oauth2/revoke').status | Should -Be 200
        (Get-OrgFamily $org)[0].isAlive | Should -BeTrue
    }

    It 'shows every flow that the module has' {
        $used = ($blocks -join "`n") | Select-String '\b(Connect-SfOrg|Invoke-SfCodeExchange|Request-Sf\w+|Import-SfConnection)\b' -AllMatches | ForEach-Object { $_.Matches.Value } | Select-Object -Unique

        (Get-Module SfOAuth).ExportedCmdlets.Keys | Where-Object { $_ -match '^Request-Sf|^Connect-Sf|^Import-Sf|CodeExchange$' } | Sort-Object | Should -Be ($used | Sort-Object)
    }

    It 'names every cmdlet' {
        $text = Get-Content "$PSScriptRoot/../../README.md" -Raw
        (Get-Module SfOAuth).ExportedCmdlets.Keys | Where-Object { -not $text.Contains("[$_](docs/$_.md)") } | Should -BeNullOrEmpty
    }

    It 'begins with all that there is to know' {
        Remove-SfConnection acme

        Invoke-InNewProcess ($blocks[0].Replace('3MVG9...', '3MVG9...public') + "`n'token ' + (`$token -is [SfOAuth.Token])") |
            Should -Match '(?s)DailyApiRequests.*token True$'

        (Get-SfConnection).Name | Should -Be 'acme'
    }

    It 'shows a way that works for whoever did: <You>' -ForEach $ways {
        Invoke-AsPrinted $Now.Replace("'3MVG9...' -LoginUrl", "'3MVG9...public' -LoginUrl") | Out-Null
    }

    Context 'in its first five minutes' {
        It 'loads the module that was built, and nothing else' {
            $printed = (Get-Printed './build.ps1').Replace('./output/SfOAuth/0.1.0', (Get-Module SfOAuth).ModuleBase)
            # Done before this test.
            $printed = $printed -replace '(?m)^\./build\.ps1$'

            Invoke-InNewProcess "$printed`nGet-Module Microsoft.PowerShell.Sec*" | Should -BeNullOrEmpty

            "$PSScriptRoot/../../output/SfOAuth/0.1.0" | Should -Match ([regex]::Escape((Get-Module SfOAuth).Version))
        }

        It 'signs in with the browser, calls, refreshes, and signs out, each from a fresh PowerShell' {
            Remove-SfConnection acme

            $null = Invoke-InNewProcess (Get-Printed "-ClientSecret `$secret -Name acme")
            $limits = Invoke-InNewProcess 'Invoke-SfRestMethod /limits -Name acme'
            $null = Invoke-InNewProcess (Get-Printed '$token = Update-SfAccessToken acme')

            $blocks | Should -Contain 'Invoke-SfRestMethod /limits -Name acme'
            $blocks | Should -Contain 'Disconnect-SfOrg acme'
            $limits | Should -Match 'DailyApiRequests'
            @(Get-OrgRequest $org 'refresh_token') | Should -HaveCount 1
            Get-SfConnection | Should -BeNullOrEmpty
        }
    }

    It 'does the same on FakeOrg, with nothing of the tests to help it' {
        $shown = Invoke-InNewProcess (Get-Printed "Connect-SfOrg '<client id>'")
        $null = Invoke-InNewProcess (Get-Printed "Request-SfJwtToken '<client id>'")

        $shown | Should -Match 'DailyApiRequests'
        (Get-SfConnection).Name | Should -Be 'acme'
    }

    It 'calls Salesforce in each way it shows' {
        $shown = Invoke-AsPrinted (Get-Printed '-Paginate')

        $shown.Count | Should -BeGreaterThan 5
    }

    It 'shows where an error tells what to do' {
        Invoke-AsPrinted ("Get-SfAccessToken nobody -ErrorAction SilentlyContinue`n" + (Get-Printed '$Error[0].ErrorDetails')) | Select-Object -Last 1 | Should -Match 'Get-SfConnection'
    }
}

Describe 'The README, read,' {
    It 'links to what is there: <Link>' -ForEach $links {
        $file, $part = $Link -split '#'
        $target = if ($file) { "$PSScriptRoot/../../$file" } else { "$PSScriptRoot/../../README.md" }
        $target | Should -Exist
        if ($part) {
            $headings = Get-Content $target | Where-Object { $_ -match '^#+ ' } | ForEach-Object { ($_ -replace '^#+ ' -replace '[^\w -]' -replace ' ', '-').ToLowerInvariant() }
            $headings | Should -Contain $part
        }
    }
}
