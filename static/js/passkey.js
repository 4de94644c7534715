// A passkey that was cancelled or is not there: a sentence on the page instead of silence.
document.addEventListener("allauth.error", (event) => {
  const told = document.querySelector("[data-passkey-error]");
  if (!told) return;
  event.preventDefault();
  told.hidden = true;
  requestAnimationFrame(() => {
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
  });
});
