#!/usr/bin/env bash
# Let Rasa check the data; it only warns about many faults, so a warning fails here too.
set -euo pipefail
out=$(env RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=2 \
  PYTHONPATH=. .venv-engine/bin/python -W ignore::DeprecationWarning -m rasa data validate --fail-on-warnings 2>&1) || {
  echo "$out"
  exit 1
}
if grep -E "UserWarning|WARNING|ERROR" <<<"$out"; then
  echo "rasa data validate is not clean: see the lines above."
  exit 1
fi
echo "rasa data validate: clean"
