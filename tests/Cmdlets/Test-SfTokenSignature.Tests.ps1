Describe 'Test-SfTokenSignature' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $id = 'https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P'
        $key = '1955279925675241571'
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach { Reset-FakeOrg $org }

    It 'accepts the signature that was made with the secret, given as <Form>' -ForEach @(
        @{ Form = 'a string'; Make = { $key } }
        @{ Form = 'a SecureString'; Make = { ConvertTo-Secure $key } }
        @{ Form = 'digits without quotes'; Make = { 1955279925675241571 } }
    ) {
        Test-SfTokenSignature -Id $id -IssuedAt '1278448832702' -Signature '/R0tuzu0y7aV2FvHpXdMdeloZ/lWl1OwWrEA7+LOsR8=' -ClientSecret (& $Make) | Should -BeTrue
    }

    It 'refuses <Case>' -ForEach @(
        # The three that Salesforce's pages print beside this secret; none of them was made with it.
        @{ Case = 'the first published sample'; IssuedAt = '1278448832702'; Signature = '0CmxinZir53Yex7nE0TD+zMpvIWYGb/bdJh6XfOH6EQ=' }
        @{ Case = 'the second published sample'; IssuedAt = '1278448101416'; Signature = 'CMJ4l+CCaPQiKjoOEwEig9H4wqhpuLSk4J2urAe+fVg=' }
        @{ Case = 'the third published sample'; IssuedAt = '1278448384422'; Signature = 'SSSbLO/gBhmmyNUvN18ODBDFYHzakxOMgqYtu+hDPsc=' }
        @{ Case = 'a signature of another time'; IssuedAt = '1278448832703'; Signature = '/R0tuzu0y7aV2FvHpXdMdeloZ/lWl1OwWrEA7+LOsR8=' }
        @{ Case = 'a signature cut short'; IssuedAt = '1278448832702'; Signature = '/R0tuzu0y7aV2FvHpXdMdeloZ/lWl1OwWrEA7+LO' }
        @{ Case = 'a text that is no Base64'; IssuedAt = '1278448832702'; Signature = 'not a signature' }
    ) {
        Test-SfTokenSignature -Id $id -IssuedAt $IssuedAt -Signature $Signature -ClientSecret $key | Should -BeFalse
    }

    It 'accepts a token of the org, and the token after a refresh' {
        $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
        $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret $org.clientSecret -Name demo

        $token | Test-SfTokenSignature -ClientSecret $org.clientSecret | Should -BeTrue
        Test-SfTokenSignature $token -ClientSecret $org.clientSecret | Should -BeTrue
        Update-SfAccessToken demo | Test-SfTokenSignature -ClientSecret $org.clientSecret | Should -BeTrue
    }

    It 'refuses a token when the secret is another one' {
        $token = New-TestConnection $org 'demo'

        $token | Test-SfTokenSignature -ClientSecret 'another' | Should -BeFalse
    }

    It 'refuses a token whose identity URL was changed on the way' {
        Set-OrgScenario $org @{ extraFields = @{ id = 'https://login.salesforce.com/id/00D000000000001/005000000000001' } }
        $token = New-TestConnection $org 'demo'

        $token.UserId | Should -Be '005000000000001'
        $token | Test-SfTokenSignature -ClientSecret $org.clientSecret | Should -BeFalse
    }

    It 'says that a public app has no signature, and goes on with the next token' {
        $public = Get-SfAuthorizeUrl -ClientId $org.publicClientId -LoginUrl $org.loginUrl
        $unsigned = $public | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $public) -Name public
        $signed = New-TestConnection $org 'demo'

        $results = $unsigned, $signed | Test-SfTokenSignature -ClientSecret $org.clientSecret -ErrorVariable problem -ErrorAction SilentlyContinue

        $results | Should -Be @($true)
        Assert-Problem $problem 'SignatureMissing' 'InvalidOperation' 'public'
    }

    It 'says what the signature does not cover' {
        $verbose = Test-SfTokenSignature -Id $id -IssuedAt 1 -Signature 'AAAA' -ClientSecret $key -Verbose 4>&1

        "$verbose" | Should -Match 'says nothing of the tokens, the instance URL or the scope'
    }

    It "refuses a secret that is <Case> instead of answering" -ForEach @(
        @{ Case = "the Salesforce CLI's placeholder"; Text = '[REDACTED] run sf org auth show-access-token'; Id = 'SecretRedacted' }
        @{ Case = 'empty'; Text = ''; Id = 'ParameterInvalid' }
    ) {
        $result = Test-SfTokenSignature -Id 'https://login.salesforce.com/id/1/2' -IssuedAt 1 -Signature 'AAAA' -ClientSecret $Text -ErrorVariable problem -ErrorAction SilentlyContinue

        $result | Should -BeNullOrEmpty
        Assert-Problem $problem $Id 'InvalidArgument' $null
    }
}
