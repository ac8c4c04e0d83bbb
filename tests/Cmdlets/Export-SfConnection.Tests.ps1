Describe 'Export-SfConnection' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $null = New-TestConnection $org 'demo'
        $quiet = @{ WarningAction = 'SilentlyContinue' }
    }

    It 'gives the login as an sfdx auth URL, which can be imported' {
        $url = Export-SfConnection demo -AsAuthUrl @quiet

        $url | Should -BeOfType string
        $url | Should -BeLike "force://$($org.clientId):$($org.clientSecret):*@$($org.myDomainUrl)"
        $null = Import-SfConnection other $url -LoginUrl $org.loginUrl @quiet
        Assert-Alive $org 'other'
    }

    It 'gives the newest refresh token' {
        Set-OrgScenario $org @{ rotateRefreshTokens = $true }
        $token = Update-SfAccessToken demo

        Export-SfConnection demo -AsAuthUrl @quiet | Should -BeLike "*:$(ConvertFrom-Secure $token.RefreshToken)@*"
    }

    It 'leaves out a secret that is not there' {
        $null = New-TestToken $org -App $org.publicClientId -With @{ Name = 'public' }
        Export-SfConnection public -AsAuthUrl @quiet | Should -BeLike "force://$($org.publicClientId)::*@*"
    }

    It 'warns that one of the two copies will end' {
        $null = Export-SfConnection demo -AsAuthUrl -WarningVariable warning @quiet

        "$warning" | Should -Match 'whoever refreshes first'
        "$warning" | Should -Match 'Remove-SfConnection demo'
    }

    It 'gives nothing unless it is asked for by name' {
        $given = Export-SfConnection demo -AsAuthUrl:$false -ErrorVariable problem -ErrorAction SilentlyContinue

        $given | Should -BeNullOrEmpty
        Assert-Problem $problem 'ParameterInvalid' 'InvalidArgument'
        (Get-Command Export-SfConnection).Parameters['AsAuthUrl'].ParameterSets.Values.IsMandatory | Should -BeTrue
    }

    It 'refuses a login that has no refresh token' {
        $null = Request-SfClientCredentialsToken $org.clientId -LoginUrl $org.myDomainUrl -ClientSecret $org.clientSecret -Name app
        $given = Export-SfConnection app -AsAuthUrl -ErrorVariable problem -ErrorAction SilentlyContinue

        $given | Should -BeNullOrEmpty
        Assert-Problem $problem 'RefreshTokenMissing' 'InvalidOperation' 'app'
    }

    It 'takes several, and those of a pattern' {
        $null = New-TestConnection $org 'demo-two'

        Export-SfConnection demo* -AsAuthUrl @quiet | Should -HaveCount 2
        Get-SfConnection | Export-SfConnection -AsAuthUrl @quiet | Should -HaveCount 2
    }

    It 'refuses one that is not saved' {
        Export-SfConnection nope -AsAuthUrl -ErrorVariable problem -ErrorAction SilentlyContinue
        Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'nope'
    }

    It 'gives nothing under -WhatIf, and shows no secret' {
        $refreshToken = ConvertFrom-Secure (Get-SfAccessToken demo).RefreshToken
        $shown = Get-EverythingShown { Export-SfConnection demo -AsAuthUrl -WhatIf -Verbose }

        Find-PlantedSecret $shown @($refreshToken, $org.clientSecret) | Should -BeNullOrEmpty
    }
}
