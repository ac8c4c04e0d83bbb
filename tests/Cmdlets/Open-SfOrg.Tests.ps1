Describe 'Open-SfOrg' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $before = $env:BROWSER
        $note = Join-Path $TestDrive 'opened.json'
        $browser = "$(Get-PowerShellCommandLine) -File '$PSScriptRoot/../Kit/Workers/OpenPage.ps1' %s '$note'"

        function Get-Opened { Get-Content $note -Raw | ConvertFrom-Json }
        function Get-Asked { @(Get-EndpointRequest $org '/services/oauth2/singleaccess') }
    }

    AfterAll {
        $env:BROWSER = $before
        Stop-TestOrg $org
    }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $env:BROWSER = $browser
        Remove-Item $note -ErrorAction Ignore
        $null = New-TestToken $org -Scope 'api', 'web', 'refresh_token', 'id' -With @{ Name = 'demo' }
    }

    It 'opens the org in the browser, signed in, and gives nothing' {
        Open-SfOrg demo | Should -BeNullOrEmpty

        $opened = Get-Opened
        $opened.status | Should -Be 200
        $opened.ended | Should -BeLike "$($org.myDomainUrl)/secur/frontdoor.jsp?otp=*"
    }

    It 'hands the browser an address that leads on once, and holds no secret' {
        Open-SfOrg demo

        $opened = Get-Opened
        $opened.started | Should -Match '^http://127\.0\.0\.1:\d+/[\w-]{32}$'
        $opened.again | Should -Be 410
    }

    It 'begins at -Path: <Path>' -ForEach @(
        @{ Path = '/services/oauth2/success' }
        @{ Path = 'services/oauth2/success' }
    ) {
        Open-SfOrg demo -Path $Path
        ([uri](Get-Opened).ended).AbsolutePath | Should -Be '/services/oauth2/success'
    }

    It 'takes <Case>' -ForEach @(
        @{ Case = 'the connection that is selected'; Run = { Select-SfConnection demo; Open-SfOrg -UrlOnly; Select-SfConnection -None } }
        @{ Case = 'a name from the pipeline'; Run = { 'demo' | Open-SfOrg -UrlOnly } }
        @{ Case = 'an object of Get-SfConnection'; Run = { Get-SfConnection demo | Open-SfOrg -UrlOnly } }
        @{ Case = 'a token'; Run = { Get-SfAccessToken demo | Open-SfOrg -UrlOnly } }
        @{ Case = 'a token that is not saved'; Run = { New-TestToken $org -Scope 'api', 'web' | Open-SfOrg -UrlOnly } }
        @{ Case = 'a pattern'; Run = { Open-SfOrg de* -UrlOnly } }
    ) {
        & $Run | Should -BeLike "$($org.myDomainUrl)/secur/frontdoor.jsp?otp=*"
    }

    It 'gives the URL with -UrlOnly, and opens nothing' {
        $env:BROWSER = 'no-such-browser'
        $url = Open-SfOrg demo -UrlOnly

        $url | Should -BeOfType string
        (Invoke-WebRequest $url -SkipHttpErrorCheck).StatusCode | Should -Be 200
        (Invoke-WebRequest $url -SkipHttpErrorCheck).StatusCode | Should -Be 403 -Because 'it signs in once'
    }

    It 'sends the token in the body, and never in a URL' {
        $null = Open-SfOrg demo -UrlOnly

        $asked = Get-Asked
        $asked.method | Should -Be 'POST'
        "$($asked.query)$($asked.path)" | Should -Not -Match 'access_token'
    }

    It 'renews an expired session, and asks once more' {
        $null = Get-SfAccessToken demo
        Revoke-SfToken -AccessToken (Get-SfAccessToken demo -AsPlainText) -LoginUrl $org.loginUrl

        Open-SfOrg demo -UrlOnly | Should -Not -BeNullOrEmpty
        Get-Asked | Should -HaveCount 2
        Assert-Alive $org 'demo'
    }

    It 'refuses a path to elsewhere, and sends nothing: <Path>' -ForEach @(
        @{ Path = 'https://evil.example/' }
        @{ Path = '//evil.example/x' }
        @{ Path = '/\evil.example' }
        @{ Path = 'javascript:alert(1)' }
        @{ Path = "/a`r`nb" }
    ) {
        Open-SfOrg demo -Path $Path -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'HostForeign' 'SecurityError' 'demo'
        Get-Asked | Should -BeNullOrEmpty
    }

    It 'refuses an answer that leads elsewhere' {
        Add-OrgFault $org @{ action = 'status'; status = 200; path = '/services/oauth2/singleaccess'; contentType = 'application/json'; body = '{"frontdoor_uri":"https://evil.example/secur/frontdoor.jsp?otp=1"}' }
        Open-SfOrg demo -ErrorVariable problem -ErrorAction SilentlyContinue

        @($problem)[0].FullyQualifiedErrorId | Should -BeLike 'RedirectRefused,*'
        $note | Should -Not -Exist
    }

    It 'says which scope is missing' {
        $null = New-TestToken $org -Scope 'api', 'refresh_token', 'id' -With @{ Name = 'narrow' }
        Open-SfOrg narrow -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ScopeMissing' 'PermissionDenied' 'narrow'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match "'web'"
    }

    It 'says so when the user may use the API only' {
        Set-OrgScenario $org @{ users = @(@{ username = $org.username; isApiOnly = $true }) }
        Open-SfOrg demo -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'PolicyRefused' 'PermissionDenied' 'demo'
        "$problem" | Should -Match 'API only'
        Assert-Alive $org 'demo'
    }

    It 'says what to do where no browser can be opened' {
        $env:BROWSER = 'no-such-browser'
        $display = $env:DISPLAY
        Remove-Item Env:DISPLAY -ErrorAction Ignore
        $env:PATH, $path = '/nowhere', $env:PATH
        try {
            Open-SfOrg demo -ErrorVariable problem -ErrorAction SilentlyContinue
        } finally {
            $env:PATH, $env:DISPLAY = $path, $display
        }

        Assert-Problem $problem 'InteractionImpossible' 'InvalidOperation' 'demo'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '-UrlOnly'
    }

    It 'ends when the browser does not come in time' {
        $env:BROWSER = "$(Get-PowerShellCommandLine) -Command 0 #"
        Open-SfOrg demo -TimeoutSec 2 -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'SignInTimedOut' 'OperationTimeout' 'demo'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '-TimeoutSec'
    }

    It 'names the connection and its host under -WhatIf, and asks for nothing' {
        $told = Get-EverythingShown { Open-SfOrg demo -Path /lightning/page/home -WhatIf }

        "$told" | Should -Match "connection 'demo' at 127\.0\.0\.1:\d+"
        "$told" | Should -Match '/lightning/page/home'
        Get-Asked | Should -BeNullOrEmpty
    }

    It 'shows no secret while it opens' {
        $shown = Get-EverythingShown { Open-SfOrg demo -Verbose -Debug }

        $door = (Get-Opened).ended
        Find-PlantedSecret $shown @((Get-SfAccessToken demo -AsPlainText), [regex]::Match($door, 'otp=([^&]+)').Groups[1].Value) | Should -BeNullOrEmpty
    }
}
