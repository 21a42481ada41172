#!/usr/bin/env bash
# Print a Python for "app" (3.11 or newer) or "engine" (exactly 3.10); exit 1 if there is none.
set -u
fits() { "$1" -c "import sys, venv, ensurepip; sys.exit(not ($2))" >/dev/null 2>&1; }
case "$1" in
  app)
    for python in python3 python3.13 python3.12 python3.11; do
      fits "$python" 'sys.version_info >= (3, 11)' && echo "$python" && exit 0
    done
    echo "Faro needs Python 3.11 or newer with its venv module." \
      "Install it (Debian: apt-get install python3 python3-venv) and try again." >&2
    exit 1
    ;;
  engine)
    # pyenv's shims only answer in a folder whose .python-version names a version.
    cd "$(dirname "$0")/../locks/engine" || exit 1
    for python in python3.10 python3; do
      if fits "$python" 'sys.version_info[:2] == (3, 10)'; then
        # The real program, so that it can be called from any folder.
        "$python" -c 'import sys; print(sys.executable)'
        exit 0
      fi
    done
    exit 1
    ;;
esac
exit 1
