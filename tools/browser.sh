#!/bin/sh
# The browser tests need Chromium and Chinese letters; pictures for the guides the letters
# of a phone as well (`browser.sh roboto`); the workflows of a new site use jq. Debian has them all.
set -eu
missing=""
command -v chromium > /dev/null || missing="chromium"
fc-list 2> /dev/null | grep -qi 'cjk' || missing="$missing fonts-noto-cjk fontconfig"
command -v jq > /dev/null || missing="$missing jq"
[ "${1:-}" != roboto ] || fc-list | grep -qi roboto || missing="$missing fonts-roboto-unhinted"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  # shellcheck disable=SC2086  # A list of packages.
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $missing > /dev/null
else
  echo "Install these first:  sudo apt install $missing" >&2
  exit 1
fi
