// What was refused may stand far below, on a long page: the page opens where the first fault is said. Once it is
// loaded: going to the part that the address names takes the focus away.
addEventListener("load", () => {
  const fault = document.querySelector("main .errorlist");
  if (!fault) return;
  const field = fault.parentElement.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus({ preventScroll: true });
  fault.scrollIntoView({ block: "center" });
});
