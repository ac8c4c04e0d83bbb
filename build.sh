#!/usr/bin/env bash
# The build for a machine that may have only the .NET SDK: with PowerShell it hands over to build.ps1,
# without it does what needs none, and says what it left out.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
task="${1:-build}"

if ! command -v dotnet >/dev/null 2>&1; then
    echo "SfOAuth needs the .NET SDK, version 8 or later." >&2
    exit 1
fi

find_pwsh() {
    if command -v pwsh >/dev/null 2>&1; then
        pwsh=(pwsh)
    elif dotnet tool restore >/dev/null 2>&1; then
        pwsh=(dotnet tool run pwsh --)
    else
        return 1
    fi
    "${pwsh[@]}" -NoProfile -NonInteractive -Command 'exit 0' >/dev/null 2>&1
}

if find_pwsh; then
    exec "${pwsh[@]}" -NoProfile -NonInteractive -File ./build.ps1 -Task "$task" "${@:2}"
fi

case "$task" in
build)
    dotnet build SfOAuth.sln --configuration Release -v quiet
    echo "Left out: the module in output/ (no PowerShell here)."
    ;;
test)
    dotnet build SfOAuth.sln --configuration Release -v quiet
    dotnet format SfOAuth.sln --no-restore --verify-no-changes
    log="$(mktemp)"
    trap 'rm -f "$log"' EXIT
    status=0
    dotnet test tests/SfOAuth.Core.Tests --no-build --configuration Release --framework net8.0 --filter 'Category!=Stress' | tee "$log" || status=$?
    echo "Left out: the cmdlets' tests, Core's on .NET Framework, and script analysis (no PowerShell here)."
    sed -nE 's/.*Failed: *([0-9]+), Passed: *([0-9]+), Skipped: *([0-9]+).*/Total: \2 passed, \1 failed, \3 skipped/p' "$log"
    exit "$status"
    ;;
demo)
    dotnet build SfOAuth.sln --configuration Release -v quiet
    dotnet run --project tests/Demo --no-build --configuration Release
    echo "Left out: the cmdlets and the vault (no PowerShell here); the steps above ran through SfOAuth.Core."
    ;;
*)
    echo "The task '$task' needs PowerShell 7.4 or later." >&2
    exit 1
    ;;
esac
