// The display switch: as the device, light, dark; remembered on this device alone.
(() => {
  const root = document.documentElement;
  const modes = ["device", "light", "dark"];
  const button = document.querySelector("[data-display]");
  if (!button) return;
  const show = () => {
    const now = root.dataset.theme || "device";
    for (const part of button.querySelectorAll("[data-mode]")) part.toggleAttribute("hidden", part.dataset.mode !== now);
  };
  button.addEventListener("click", () => {
    const next = modes[(modes.indexOf(root.dataset.theme || "device") + 1) % modes.length];
    if (next === "device") delete root.dataset.theme;
    else root.dataset.theme = next;
    try { localStorage.setItem("theme", next === "device" ? "" : next); } catch { /* private mode: for this page only */ }
    show();
  });
  button.hidden = false;
  show();
})();
