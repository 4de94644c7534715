// Sharing by the device's own sheet, and the address on the clipboard; each shown where the device can.
(() => {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = !navigator.share;
    button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}));
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () =>
      navigator.clipboard.writeText(button.dataset.copy).then(() => {
        button.parentElement.querySelector("[data-copied]").textContent = button.dataset.done;
      }),
    );
  }
})();
