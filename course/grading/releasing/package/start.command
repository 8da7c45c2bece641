#!/bin/sh
# Double-click on macOS.
cd "$(dirname "$0")" || exit 1
sh start.sh "$@" && exit 0
printf "Tryk Enter for at lukke. "; read -r _
exit 1
