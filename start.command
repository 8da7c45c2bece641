#!/bin/sh
# Double-click on macOS or Linux.
cd "$(dirname "$0")" || exit 1
if ! command -v python3 >/dev/null 2>&1; then
  echo "Python mangler. Hent Python 3.13 på python.org, og dobbeltklik så her igen."
  printf "Tryk Enter for at lukke. "; read -r _
  exit 1
fi
python3 -m course read && exit 0
printf "Tryk Enter for at lukke. "; read -r _
exit 1
