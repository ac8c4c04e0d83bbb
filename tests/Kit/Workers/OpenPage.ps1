# A browser that opens one page, and notes what it was started with and where it ended.
param([Parameter(Mandatory)] [string] $Url, [Parameter(Mandatory)] [string] $Note)

$ErrorActionPreference = 'Stop'
$page = Invoke-WebRequest $Url -SkipHttpErrorCheck
[ordered]@{
    started = $Url
    ended   = "$($page.BaseResponse.RequestMessage.RequestUri)"
    status  = $page.StatusCode
    again   = (Invoke-WebRequest $Url -SkipHttpErrorCheck).StatusCode
} | ConvertTo-Json | Set-Content $Note
