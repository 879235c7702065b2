#!/usr/bin/env bash
# Makes the samples in reports/ again, each by the command that a user would type, and a picture of each for the README:
#   src/docs/samples.sh [run comparison capacity tuning gate live]     (default: all, about 45 minutes on two idle cores)
# Nothing else may use the machine meanwhile. Of each folder only what its page is drawn from is kept. Pictures need chromium.
# BASE (default HEAD~1) is the commit that the gate compares HEAD with.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=target/samples
mkdir -p "$work"

# keep KIND FOLDER: what git keeps of it, as reports/sample-KIND.
keep() {
  rm -rf "reports/sample-$1"
  mkdir "reports/sample-$1"
  find "$2" -maxdepth 1 -type f ! -name '*.log' ! -name journal.jsonl ! -name search.json -exec cp {} "reports/sample-$1/" \;
}

# picture KIND PAGE|URL [HEIGHT]
picture() {
  local page=$2 browser
  browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "samples: no chromium on the PATH, so there is no picture of $1" >&2
    return 0
  }
  case $page in http:*) ;; *) page="file://$PWD/$page" ;; esac
  "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --timeout=5000 \
    --user-data-dir="$work/browser" --window-size="940,${3:-1180}" --screenshot="reports/sample-$1.png" "$page" 2>/dev/null
}

# broadside ARGUMENT...: a verdict that is not PASS is a sample too.
broadside() {
  local code=0
  ./broadside "$@" || code=$?
  case $code in 0 | 2 | 3) ;; *) exit "$code" ;; esac
}

newest() { find "$1" -mindepth 1 -maxdepth 1 -type d ! -name '*.partial' | sort | tail -n 1; }

sample_run() { # a minute and a half
  rm -rf "$work/run"
  broadside run --reports "$work/run"
  keep run "$(newest "$work/run")"
  picture run reports/sample-run/report.html
}

sample_comparison() { # three minutes: what parallel posts bring to the last receiver
  rm -rf "$work/comparison"
  for fanout in serial direct; do
    broadside run scenarios/room-broadcast.yaml --set local.fanout=$fanout --reports "$work/comparison"
    mv "$(newest "$work/comparison")" "$work/$fanout"
  done
  mkdir -p "$work/comparison"
  rm -rf "$work/comparison/serial" "$work/comparison/direct"
  mv "$work/serial" "$work/direct" "$work/comparison/"
  broadside report "$work/comparison/serial" "$work/comparison/direct"
  keep comparison "$(find "$work/comparison" -maxdepth 1 -name 'comparison-*')"
  picture comparison reports/sample-comparison/report.html
}

sample_capacity() { # ten minutes: a stage whose truth is known, 300 requests a second, so (300 / 5) - 2 connections
  rm -rf "$work/capacity"
  printf 'about: "A bucket of 300 requests a second."\nseed: 1\nquotas:\n  requests: { rate: 300, burst: 90, source: "ours" }\n' \
    >"$work/bucket.yaml"
  broadside capacity scenarios/smoke.yaml --slo 'last: {p95: 1s}, lost: 0' --point 20 --budget 20m --reports "$work/capacity" \
    --set "local.profile=$work/bucket.yaml" --set audience.connections=20 --set audience.witnesses=0 --set publish.publishers=1 \
    --set publish.rate=5/s --set publish.warmup=10s --set publish.drain=3s --set connect.rate=75/s
  keep capacity "$(find "$work/capacity" -maxdepth 1 -name 'capacity-*')"
  picture capacity reports/sample-capacity/report.html
}

sample_tuning() { # about twelve minutes
  rm -rf "$work/tuning"
  broadside tune scan-vs-query --quick --reports "$work/tuning"
  keep tuning "$(find "$work/tuning" -maxdepth 1 -name 'tuning-*')"
  picture tuning reports/sample-tuning/report.html 1400
}

sample_gate() { # about fifteen minutes, most of it two builds and measuring
  rm -rf "$work/gate"
  broadside gate --base "${BASE:-HEAD~1}" --bench LookupBenchmark --budget 10m --out "$work/gate"
  keep gate "$work/gate"
  picture gate reports/sample-gate/gate.html
}

sample_live() { # a minute and a half; a run of its own, since the browser takes its share of the machine
  local address log="$work/live.log"
  rm -rf "$work/live"
  ./broadside run --live --reports "$work/live" >"$log" 2>&1 &
  local pid=$!
  until grep -q '^measuring' "$log" || ! kill -0 "$pid" 2>/dev/null; do sleep 1; done
  address=$(sed -n 's/^Live: //p' "$log")
  sleep 15
  picture live "$address"
  wait "$pid" || true
}

for kind in ${*:-run comparison capacity tuning gate live}; do
  "sample_$kind"
done
rm -rf "$work/browser"
du -sh reports/sample-*
