#!/usr/bin/env bash
# Rasa's own end-to-end stories. Without --fail-on-prediction-errors a failure exits with 0,
# and with no story found too, so the number of stories is looked at as well.
set -euo pipefail
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
env RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=2 \
  PYTHONWARNINGS=ignore PYTHONPATH=. FARO_ACTIONS_URL=http://127.0.0.1:9 \
  .venv-engine/bin/python -m rasa test core --e2e --stories tests/test_stories.yml \
  --model models/faro.tar.gz --fail-on-prediction-errors --out "$results" \
  > "$results/log" 2>&1 || {
  cat "$results/log" "$results"/failed_test_stories.yml 2>/dev/null
  exit 1
}
wanted=$(grep -c '^  - story:' tests/test_stories.yml)
grep -q "Evaluating $wanted stories" "$results/log" || {
  cat "$results/log"
  echo "Rasa did not evaluate all $wanted stories of tests/test_stories.yml."
  exit 1
}
echo "$wanted stories passed"
