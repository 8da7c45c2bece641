#!/bin/sh
# Double-click on macOS or Linux.
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.14 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1; then
    "$python" -m course read && exit 0
    printf "Tryk Enter for at lukke. "; read -r _
    exit 1
  fi
done
echo "Python mangler. Hent Python 3.13 på python.org, og dobbeltklik så her igen."
printf "Tryk Enter for at lukke. "; read -r _
exit 1
