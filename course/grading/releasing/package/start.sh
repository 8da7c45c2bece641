#!/bin/sh
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.14 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1; then
    exec "$python" program/start.py "$@"
  fi
done
echo "Python mangler. Hent Python 3.13 på python.org, og start så igen."
exit 1
