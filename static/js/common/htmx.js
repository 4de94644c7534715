// htmx runs on the pages that use it; the others fetch it when they have nothing else to do, so that the first
// page of a visit pays for it and the next ones do not. Who asks to save data pays only on a page that uses it.
(() => {
  const source = document.currentScript.dataset.htmx;
  const verbs = ["get", "post", "put", "patch", "delete", "boost"];
  if (!source) return;
  const isUsed = document.querySelector(verbs.map((verb) => `[data-hx-${verb}]`).join());
  const add = () => {
    const script = document.createElement("script");
    script.src = source;
    document.head.append(script);
  };
  const keep = () => {
    if (!navigator.connection?.saveData) fetch(source, { priority: "low" }).catch(() => {});
  };
  // htmx starts by itself only before the document is parsed or once the page is complete, not between
  const act = isUsed ? add : keep;
  if (document.readyState === "complete") act();
  else addEventListener("load", act);
})();
