#!/bin/sh
# Make .venv with a pip that knows dependency groups. Debian ships Python without
# `ensurepip`; when we may, we install what is missing, else we say what to install.
set -eu
python=${1:-python3}
if ! "$python" -m venv .venv > .venv.log 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv > /dev/null
    "$python" -m venv --clear .venv
  else
    cat .venv.log >&2
    echo "Install Python's venv module first, as in  sudo apt install python3-venv" >&2
    exit 1
  fi
fi
rm -f .venv.log
.venv/bin/pip install --quiet --upgrade 'pip>=25.1'
