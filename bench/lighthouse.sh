#!/bin/sh
# Lighthouse's four scores, as on a phone, for the home page, a section and an article of a running site.
#
#   bench/lighthouse.sh http://127.0.0.1:8000 [/another/page/ …]
#
# Serve with DEBUG=0 STATIC_MANIFEST=1 (after collectstatic): static files are then compressed and kept.
set -eu
site=${1:?the address of a running site}
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
first() { curl -s "$site/" | grep -o "href=\"$1\"" | head -1 | cut -d'"' -f2; }
[ $# -gt 0 ] || set -- / "$(first '/[a-z-]*/')" "$(first '/[a-z-]*/[a-z0-9-]*\.html')"
printf '%-13s %-14s %-14s %-4s %s\n' performance accessibility best-practices seo page
for page in "$@"; do
    CHROME_PATH=${CHROME_PATH:-/usr/bin/chromium} npx --yes --loglevel=error lighthouse@13.5.0 "$site$page" --quiet --output=json \
        --output-path="$folder/report.json" --chrome-flags='--headless=new --no-sandbox --disable-gpu' >/dev/null
    node -e '
        const { categories, audits } = JSON.parse(require("fs").readFileSync(process.argv[1]))
        const score = (name) => String(Math.round(categories[name].score * 100))
        const widths = { performance: 14, accessibility: 15, "best-practices": 15, seo: 5 }
        console.log(Object.entries(widths).map(([name, width]) => score(name).padEnd(width)).join("") + process.argv[2])
        for (const audit of Object.values(audits))
            if (audit.score !== null && audit.score < 0.9) console.log(`    ${audit.id}: ${audit.displayValue ?? audit.score}`)
    ' "$folder/report.json" "$page"
done
