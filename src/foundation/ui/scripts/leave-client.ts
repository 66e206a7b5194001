/**
 * Runs in the browser, on pages with a link that leaves the site: the page's entry in the history is replaced, so that
 * Back does not return to it. Without this script it is a link like any.
 */
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-leave]"))
	link.addEventListener("click", (event) => {
		event.preventDefault();
		location.replace(link.href);
	});
