# What the org says, and what the user is told to do about it: in the words that help, in the order that helps, and without the
# words of another cause.
BeforeDiscovery {
    $import = { Import-SfConnection demo -RefreshToken $login.refresh_token -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl }
    $importUrl = { Import-SfConnection demo "force://$($org.clientId):$($org.clientSecret):$($login.refresh_token)@$($org.loginUrl)" }
    $exchange = { Invoke-SfCodeExchange -Code x -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -CodeVerifier ('v' * 43) }
    $jwt = { Request-SfJwtToken $org.clientId $org.username $key -LoginUrl $org.loginUrl }
    $app = { Request-SfClientCredentialsToken $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.myDomainUrl }
    $password = { Request-SfPasswordToken $org.clientId ([pscredential]::new($org.username, (ConvertTo-Secure $org.password))) -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl }
    $refused = { Invoke-SfCodeExchange 'http://localhost:1717/?error=invalid_client&error_description=app+must+be+installed+into+org' -ClientId $org.clientId -LoginUrl $org.loginUrl }
    $ofJwt = { $null = Save-JwtConnection; Deny-Next; Update-SfAccessToken demo }
    $saved = { $null = New-TestConnection $org 'demo'; Deny-Next; Update-SfAccessToken demo }
    $rows = @(
        # An app that is not installed is not a wrong secret.
        @{ Grant = 'client_credentials'; Code = 'invalid_client'; Text = 'app must be installed into org'; Call = $app; Id = 'AppNotInstalled'; Sees = 'Install the app.*Connected Apps OAuth Usage.*Approve Uninstalled Connected Apps'; Never = 'secret' }
        @{ Grant = 'authorization_code'; Code = 'invalid_client'; Text = 'app must be installed into org'; Call = $exchange; Id = 'AppNotInstalled'; Sees = 'Install the app'; Never = 'secret' }
        @{ Grant = 'the browser'; Code = 'invalid_client'; Text = 'app must be installed into org'; Call = $refused; Id = 'AppNotInstalled'; Sees = 'Install the app'; Never = 'secret' }
        # The scope, the installation and the pre-authorization.
        @{ Grant = 'jwt'; Code = 'invalid_request'; Text = 'refresh_token scope is required and the connected app should be installed and preauthorized'; Call = $jwt; Id = 'UserNotApproved'; Sees = "scope 'refresh_token'.*Install.*pre-authorize"; Never = 'Login History' }
        @{ Grant = 'jwt'; Code = 'invalid_grant'; Text = "user hasn't approved this consumer"; Call = $jwt; Id = 'UserNotApproved'; Sees = "pre-authorize.*scope 'refresh_token'.*org behind 'http.*sandbox"; Never = 'Login History' }
        # The switch comes before another try, for tries lock the user out.
        @{ Grant = 'password'; Code = 'invalid_grant'; Text = 'authentication failure'; Call = $password; Id = 'CredentialInvalid'; Sees = "^Look first.*Username-Password Flows.*lockout.*the password" }
        @{ Grant = 'password'; Code = 'invalid_grant'; Text = 'authentication failure - Invalid Password'; Call = $password; Id = 'CredentialInvalid'; Sees = 'lockout.*the password' }
        # What is invalid was sent.
        @{ Grant = 'authorization_code'; Code = 'invalid_grant'; Text = 'invalid code verifier'; Call = $exchange; Id = 'CodeVerifierRejected'; Sees = 'another verifier'; Never = 'missing' }
        @{ Grant = 'authorization_code'; Code = 'invalid_request'; Text = 'invalid code verifier'; Call = $exchange; Id = 'CodeVerifierRejected'; Sees = 'another verifier'; Never = 'missing' }
        # A token that was brought along most often lives, at another host or for another app.
        @{ Grant = 'refresh_token'; Code = 'invalid_grant'; Text = 'expired access/refresh token'; Call = $import; Id = 'RefreshTokenExpired'; Sees = '^Check first.*-LoginUrl sandbox.*client id.*If both are right, the login has ended' }
        @{ Grant = 'refresh_token'; Code = 'invalid_grant'; Text = 'expired access/refresh token'; Call = $importUrl; Id = 'RefreshTokenExpired'; Sees = '^Check first.*client id.*If both are right, the login has ended' }
        @{ Grant = 'refresh_token'; Code = 'invalid_grant'; Text = 'expired access/refresh token'; Call = $saved; Id = 'RefreshTokenExpired'; Sees = '^The login has ended.*Connect-SfOrg -Name demo' }
        # No advice for another command's parameters.
        @{ Grant = 'jwt'; Code = 'invalid_grant'; Text = 'audience is invalid'; Call = $jwt; Id = 'AudienceInvalid'; Sees = '^Pass -Audience' }
        @{ Grant = 'jwt'; Code = 'invalid_grant'; Text = 'audience is invalid'; Call = $ofJwt; Id = 'AudienceInvalid'; Sees = 'Request-SfJwtToken.*-Audience'; Never = '^Pass -Audience' }
        @{ Grant = 'jwt'; Code = 'invalid_client'; Text = 'invalid client credentials'; Call = $jwt; Id = 'ClientSecretInvalid'; Sees = 'key'; Never = '-ClientSecret' }
    )
}

Describe 'The advice' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $key = "$TestDrive/server.key"

        function Save-JwtConnection {
            Set-Content $key (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem
            Request-SfJwtToken $org.clientId $org.username $key -LoginUrl $org.loginUrl -Name demo
        }

        function Deny-Next { Add-OrgRefusal $org $grants[$Grant] $Code $Text }
        $grants = @{ jwt = 'urn:ietf:params:oauth:grant-type:jwt-bearer'; refresh_token = 'refresh_token'; authorization_code = 'authorization_code'; password = 'password'; client_credentials = 'client_credentials' }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Set-Content $key (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem
        $login = Invoke-OrgControl $org 'login' -Body @{ clientId = $org.clientId }
    }

    It 'on <Code>: <Text>, of <Grant> at <Id>' -ForEach $rows {
        if ("$Call" -notmatch 'Deny-Next' -and $Grant -ne 'the browser') { Deny-Next }
        $ErrorActionPreference = 'SilentlyContinue'
        $Error.Clear()

        & $Call 3> $null | Out-Null

        $Error[-1].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $advice = $Error[-1].ErrorDetails.RecommendedAction
        $advice | Should -Match "(?s)$Sees"
        if (Test-Path Variable:Never) { $advice | Should -Not -Match $Never }
        $advice | Should -Not -Match "'the host'"
    }
}
