#!/bin/sh
# Validation of RDF in any CI: a folder of RDF in, reports out, and the exit status as verdict.
#   sh validate.sh data [BASELINE]
# 0 conforms, 1 violations, 2 the check itself could not be made.
set -u
data=${1:?name a folder of RDF}
baseline=${2:-}

laming validate "$data" ${baseline:+--baseline "$baseline"} \
    --report junit=reports/laming.junit.xml \
    --report sarif=reports/laming.sarif \
    --report markdown=reports/laming.md
status=$?
case $status in
    0) echo "$data conforms" ;;
    1) echo "$data has violations; see reports/laming.md" ;;
    *) echo "$data could not be checked" ;;
esac
exit "$status"
