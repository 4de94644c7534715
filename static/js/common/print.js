// The print button of a page; without JavaScript the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
