// What Django's own scripts leave without a name: search boxes of pickers, help signs, "select all" of an export.
(() => {
  const labelOf = (field) => field.id ? document.querySelector(`label[for="${CSS.escape(field.id)}"]`) : null;
  const wordsOf = (field) => (labelOf(field)?.textContent || field.title || field.name || "").trim().replace(/:$/, "");

  const namePickers = () => {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const picker = select.nextElementSibling;
      const words = wordsOf(select);
      const box = picker?.querySelector("[role=combobox]");
      if (box && words) {
        const shown = box.querySelector(".select2-selection__rendered")?.textContent.trim() || "";
        box.removeAttribute("aria-labelledby");
        const name = shown && shown !== words ? `${words}: ${shown}` : words;
        box.setAttribute("aria-label", name);
        box.querySelector("[role=textbox]")?.setAttribute("aria-label", name);
      }
      for (const field of picker?.querySelectorAll(".select2-search__field") || []) field.setAttribute("aria-label", words);
    }
    const open = document.querySelector("select[data-select2-id] + .select2-container--open")?.previousElementSibling;
    for (const field of document.querySelectorAll(".select2-dropdown .select2-search__field")) {
      field.setAttribute("aria-label", open ? wordsOf(open) : document.title);
    }
  };

  const nameSigns = () => {
    for (const sign of document.querySelectorAll("span.help-tooltip[aria-label]")) sign.setAttribute("role", "img");
  };

  // Fields of a table have no label of their own: the heading of their column names them.
  const nameCells = () => {
    for (const field of document.querySelectorAll(".tabular td input:not([type=hidden]), .tabular td select, .tabular td textarea")) {
      if (field.labels?.length || field.hasAttribute("aria-label")) continue;
      const cell = field.closest("td");
      const column = [...cell.classList].map((name) => name.match(/^field-(.+)$/)?.[1]).find(Boolean);
      const heads = field.closest("table").tHead;
      const heading = heads?.querySelector(column ? `th.column-${column}` : "th:last-child");
      const words = heading?.textContent.trim();
      if (words) field.setAttribute("aria-label", words);
    }
  };

  // What can only be seen by pushing it sideways must be reachable by keyboard.
  const SIDEWAYS = ".inline-group .tabular, .table-wrap, .change-list .results, #change-history, .import-preview";
  const reachSideways = () => {
    for (const box of document.querySelectorAll(SIDEWAYS)) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  let waiting = false;
  const mend = () => {
    waiting = false;
    reachSideways();
    namePickers();
    nameSigns();
    nameCells();
  };
  const soon = () => {
    if (!waiting) { waiting = true; requestAnimationFrame(mend); }
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("change", (event) => {
    if (event.target.matches(".select-toggle")) window.onSelectToggleChange?.(event);
    soon();
  });
  new ResizeObserver(soon).observe(document.body);
  mend();
})();
