Describe 'Disconnect-SfOrg' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $path = '/services/oauth2/revoke'
        $quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        'one', 'two', 'three' | ForEach-Object { $null = New-TestConnection $org $_ }
    }

    It 'ends the login at the org and forgets it, and no other' {
        Disconnect-SfOrg one | Should -BeNullOrEmpty

        (Get-OrgFamily $org).endedBecause | Should -Be 'revoked', $null, $null
        (Get-SfConnection).Name | Sort-Object | Should -Be 'three', 'two'
        Assert-Alive $org 'two', 'three'
    }

    It 'ends the newest refresh token after rotations' {
        $null = Update-SfAccessToken one
        $null = Update-SfAccessToken one

        Disconnect-SfOrg one

        (Get-OrgFamily $org)[0].endedBecause | Should -Be 'revoked'
        Get-FormValue (Get-EndpointRequest $org $path) 'token' | Should -BeLike '5Aep*'
    }

    It 'takes names as <Form>' -ForEach @(
        @{ Form = 'an array'; Disconnect = { Disconnect-SfOrg one, two } }
        @{ Form = 'strings from the pipeline'; Disconnect = { 'one', 'two' | Disconnect-SfOrg } }
        @{ Form = 'connections from the pipeline'; Disconnect = { Get-SfConnection | Where-Object Name -NE 'three' | Disconnect-SfOrg } }
        @{ Form = 'tokens from the pipeline'; Disconnect = { Get-SfAccessToken one, two | Disconnect-SfOrg } }
    ) {
        & $Disconnect

        (Get-SfConnection).Name | Should -Be 'three'
        (Get-OrgFamily $org).isAlive | Should -Be $false, $false, $true
    }

    It 'forgets it in the vault that -Vault names, and in no other' -Tag SecretManagement {
        $null = Register-FileVault 'Other'
        $null = New-TestConnection $org 'one' @{ Vault = 'Other' }

        Get-SfConnection one -Vault Other | Disconnect-SfOrg

        Get-SfConnection -Vault Other | Should -BeNullOrEmpty
        (Get-SfConnection one).Vault | Should -Be 'SfOAuth'
        (Get-OrgFamily $org).isAlive | Should -Be $true, $true, $true, $false
    }

    It 'forgets a login that has ended already' {
        $null = Invoke-OrgControl $org 'reset'

        Disconnect-SfOrg one -ErrorVariable problem

        $problem | Should -BeNullOrEmpty
        (Get-SfConnection).Name | Should -Not -Contain 'one'
    }

    It 'keeps a login it could not end, as <Id> when <Case>; the next one goes' -ForEach @(
        @{ Case = 'the org has trouble'; Fault = @{ action = 'status'; status = 500 }; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Case = 'a page comes'; Fault = @{ action = 'html' }; Id = 'AnswerHtml'; Category = 'InvalidData' }
        @{ Case = 'nothing comes'; Fault = @{ action = 'stall'; phase = 'before' }; Id = 'RequestTimedOut'; Category = 'OperationTimeout' }
        @{ Case = 'the org refuses'; Fault = @{ action = 'status'; status = 400; body = '{"error":"unsupported_token_type","error_description":"no"}'; contentType = 'application/json' }; Id = 'RequestRefused'; Category = 'PermissionDenied' }
    ) {
        Add-OrgFault $org ($Fault + @{ path = $path })

        Disconnect-SfOrg one, two -TimeoutSec 2 @quiet -ErrorVariable problem

        Assert-Problem $problem $Id $Category 'one'
        "$problem" | Should -Match "'one' is still saved; -Force"
        (Get-SfConnection).Name | Sort-Object | Should -Be 'one', 'three'
        Assert-Alive $org 'one', 'three'
    }

    It 'forgets it all the same with -Force, and warns that it may live on' {
        Add-OrgFault $org @{ action = 'status'; status = 500; path = $path }

        Disconnect-SfOrg one -Force -WarningVariable warning -WarningAction SilentlyContinue -ErrorVariable problem

        $problem | Should -BeNullOrEmpty
        "$warning" | Should -Match "'one' is forgotten.*may live on"
        (Get-SfConnection).Name | Should -Not -Contain 'one'
        (Get-OrgFamily $org)[0].isAlive | Should -BeTrue
    }

    It 'says which one is missing, and goes on' {
        'missing', 'bad name', 'two' | Disconnect-SfOrg -ErrorVariable problems @quiet

        $problems | Should -HaveCount 2
        Assert-Problem $problems[0] 'ConnectionNotFound' 'ObjectNotFound' 'missing'
        Assert-Problem $problems[1] 'ParameterInvalid' 'InvalidArgument' $null
        (Get-SfConnection).Name | Should -Not -Contain 'two'
    }

    It 'says that the vault does not give it up; the login has ended' -Tag SecretManagement {
        $folder = Register-FileVault 'Files'
        $null = New-TestConnection $org 'filed' @{ Vault = 'Files' }
        Set-Content "$folder/refuse.Remove-Secret" 'The vault is read-only.'

        Disconnect-SfOrg filed -Vault Files @quiet -ErrorVariable problem

        Assert-Problem $problem 'ConnectionNotRemoved' 'WriteError' 'filed'
        (Get-OrgFamily $org)[-1].endedBecause | Should -Be 'revoked'
        Remove-Item "$folder/refuse.Remove-Secret"
        Disconnect-SfOrg filed -Vault Files
        Get-SfConnection -Vault Files | Should -BeNullOrEmpty
    }

    It 'proves the app where it can, and asks once more without when it is refused for that' {
        Add-OrgRefusal $org 'revoke' 'invalid_client' 'no'

        Disconnect-SfOrg one

        $asked = @(Get-EndpointRequest $org $path)
        $asked.Count | Should -Be 2
        $asked[0].form.name | Should -Contain 'client_secret'
        $asked[1].form.name | Should -Not -Contain 'client_secret'
        (Get-SfConnection).Name | Should -Not -Contain 'one'
    }

    It 'sends nothing and forgets nothing with -WhatIf, nor when the answer is no' {
        Disconnect-SfOrg one -WhatIf
        # Nobody is there to say yes.
        $run = Invoke-NewProcess "$(Get-Prologue) Disconnect-SfOrg one -Confirm"

        $run.ExitCode | Should -Not -Be 0
        Get-EndpointRequest $org $path | Should -BeNullOrEmpty
        Assert-Alive $org 'one', 'two', 'three'
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Prepare = {}; Sees = 'Revoke the login at' }
        @{ Case = 'the org refuses and echoes the token'; Prepare = { Add-OrgRefusal $org 'revoke' 'unsupported_token_type' 'no: {token}' }; Sees = 'RequestRefused' }
        @{ Case = 'it is forced, and the org echoes the token'; Prepare = { Add-OrgRefusal $org 'revoke' 'unsupported_token_type' 'no: {token}'; $with.Force = $true }; Sees = 'may live on' }
    ) {
        $token = Get-SfAccessToken one
        $with = @{}
        $planted = $token.GetAccessToken(), (ConvertFrom-Secure $token.RefreshToken), $org.clientSecret
        . $Prepare

        $shown = Get-EverythingShown { Disconnect-SfOrg one -WhatIf; Disconnect-SfOrg one -Verbose -Debug @with }

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown $planted | Should -BeNullOrEmpty
    }
}
