#!/usr/bin/env bash
# Runs the suite, after compiling it where its sources have changed. Every argument is the suite's:
#   ./build.sh                    help
#   ./build.sh --target=Expand    a target
set -euo pipefail

# The next file that is opened would take the place of a standard stream that is closed, and get its text.
{ : <&0; } 2>/dev/null || exec </dev/null
{ : >&1; } 2>/dev/null || exec >/dev/null
{ : >&2; } 2>/dev/null || exec 2>/dev/null

# A link may stand for this script.
script=${BASH_SOURCE[0]}
while [ -L "$script" ]; do
  link=$(readlink -- "$script")
  case $link in
    /*) script=$link ;;
    *) script=${script%/*}/$link ;;
  esac
done
case $script in
  */*) root=$(CDPATH='' cd -- "${script%/*}" && pwd -P) ;;
  *) root=$(pwd -P) ;;
esac
cache=$root/.cache

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$@"
  exit 1
}

# Names the sources by their contents: a compiled suite is found again by it, whatever happened to times in between.
fingerprint() {
  # The variable reaches the compiler as a property (build/Frosting/README.md).
  (cd "$root" && find build ./*.props global.json -type f -exec cksum {} + | LC_ALL=C sort | cksum | tr ' ' '-') |
    sed "s/^/${UseCakeFrostingPackage:+package-}/"
}

# Whether global.json, which counts in its folder, accepts an SDK of this dotnet.
accepted() { [ -x "$1" ] && (cd "$root" && "$1" --version) >/dev/null 2>&1; }

find_dotnet() {
  for dotnet in "$(command -v dotnet || true)" "${DOTNET_ROOT:-$HOME/.dotnet}/dotnet" "$cache/sdk/dotnet"; do
    if accepted "$dotnet"; then
      return
    fi
  done
  install_sdk
}

download() { # URL FILE
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --connect-timeout 15 --output "$2" "$1"
  else
    wget --quiet --timeout=15 --tries=2 --output-document="$2" "$1"
  fi
}

install_sdk() {
  local installer=$cache/dotnet-install.sh log=$cache/sdk.log
  dotnet=$cache/sdk/dotnet
  say "No .NET SDK that global.json accepts was found: installing one into $cache/sdk ..."
  if ! { download https://dot.net/v1/dotnet-install.sh "$installer" &&
    bash "$installer" --jsonfile "$root/global.json" --install-dir "$cache/sdk" --no-path; } >"$log" 2>&1 ||
    ! accepted "$dotnet"; then
    tail -n 3 "$log" >&2
    fail "The .NET SDK could not be installed: get the version that $root/global.json names" \
      "from https://dotnet.microsoft.com/download, put it on the PATH and run this again."
  fi
}

# Compiles into the folder $1, with the further arguments for dotnet publish; the output goes to $log.
publish() {
  rm -rf -- "$1"
  "$dotnet" publish "$root/build/Suite" --configuration Release --output "$1" --nologo --verbosity quiet -tl:off \
    -nodeReuse:false -p:ArtifactsPath="$artifacts" -p:RunAnalyzers=false -p:GenerateDocumentationFile=false \
    "${@:2}" >"$log" 2>&1
}

compile() {
  local start=$SECONDS fresh=$cache/suite/.fresh.$$ artifacts=$cache/compile log=$cache/compile.log before stale pid
  # Two compilations must not share a workshop: without flock each has its own.
  if [ "$locked" = no ]; then
    artifacts=$cache/compile.$$
    log=$cache/compile.$$.log
  fi
  for stale in "$cache"/suite/.fresh.* "$cache"/compile.[0-9]*; do
    pid=${stale%.log}
    kill -0 "${pid##*.}" 2>/dev/null || rm -rf -- "$stale"
  done
  find_dotnet
  # Sources that change meanwhile are compiled anew, lest what was compiled of the old ones bears the new ones' name.
  while before=$(fingerprint) && suite=$cache/suite/$before && [ ! -f "$suite/Suite.dll" ]; do
    say "Compiling the suite, once for these sources ..."
    # Code for this machine needs packages of its own; where they cannot be had, the suite starts slower.
    if ! publish "$fresh" -p:Precompile=true &&
      ! { grep -Eq 'error (NU1|NETSDK)[0-9]+' "$log" && publish "$fresh"; }; then
      rm -rf -- "$fresh"
      sed -e "s|$root/||g" -e 's| \[[^]]*\]$||' "$log" >&2
      fail "The suite does not compile: correct the errors above and run this again."
    fi
    if [ "$(fingerprint)" = "$before" ]; then
      printf '%s\n' "$dotnet" >"$fresh/.dotnet"
      rm -rf -- "$suite"
      mv -- "$fresh" "$suite"
      say "Compiled the suite in $((SECONDS - start)) s."
    fi
  done
  [ "$locked" = yes ] || rm -rf -- "$artifacts" "$log"
  # The last ones stay: one may be running, and a change may be taken back.
  find "$cache/suite" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -exec ls -1dt {} + | tail -n +5 |
    while read -r stale; do rm -rf -- "$stale"; done
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Without a home of its own an account, e.g. a service's, finds one here.
if [ ! -w "${HOME:-/nonexistent}" ]; then
  export HOME=$cache/home
  mkdir -p "$HOME"
fi

suite=$cache/suite/$(fingerprint)
if [ ! -f "$suite/Suite.dll" ]; then
  mkdir -p "$cache/suite"
  locked=no
  if command -v flock >/dev/null; then
    exec 9>"$cache/compile.lock"
    flock 9
    locked=yes
  fi
  compile 9>&-
  [ "$locked" = no ] || exec 9>&-
fi

IFS= read -r dotnet <"$suite/.dotnet"
[ -x "$dotnet" ] || find_dotnet
# What the suite starts finds the same dotnet.
case :$PATH: in
  *":${dotnet%/*}:"*) ;;
  *) export DOTNET_ROOT=${dotnet%/*} PATH=${dotnet%/*}:$PATH ;;
esac
exec "$dotnet" "$suite/Suite.dll" "$@"
