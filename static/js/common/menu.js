// An open menu closes with Escape, and when one clicks or moves the focus elsewhere.
(() => {
  const close = (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("click", close);
  document.addEventListener("focusin", close);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.activeElement.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
