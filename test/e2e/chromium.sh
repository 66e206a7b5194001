#!/bin/sh
# Starts Chromium with more features off than Playwright turns off: of two such lists, Chromium takes the last. Each window
# would load pages for an address bar that nobody sees, and each page would have a spare process: twice the work.
for argument; do
	shift
	case $argument in
		--disable-features=*) argument=$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess ;;
	esac
	set -- "$@" "$argument"
done
exec "$CHROMIUM" "$@"
