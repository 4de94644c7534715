// "Format text": the editor comes only when somebody asks for it; without it the text area is the form's field.
(() => {
  const MARKUP = /<\/?[a-z][^<>]*>/i;
  const loaded = new Map();

  const load = (name, address, make) => {
    if (!address) return Promise.resolve();
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((done, failed) => {
        const part = Object.assign(document.createElement(name), make(address));
        part.addEventListener("load", done);
        part.addEventListener("error", failed);
        document.head.append(part);
      }));
    }
    return loaded.get(address);
  };
  const script = (address) => load("script", address, (src) => ({ src, async: false }));
  const style = (address) => load("link", address, (href) => ({ href, rel: "stylesheet" }));

  const asHtml = (text) => {
    if (!text.trim() || MARKUP.test(text)) return text;
    const holder = document.createElement("div");
    for (const block of text.trim().split(/\n\s*\n/)) {
      const paragraph = document.createElement("p");
      block.split("\n").forEach((line, index) => paragraph.append(...(index ? [document.createElement("br")] : []), line));
      holder.append(paragraph);
    }
    return holder.innerHTML;
  };

  const open = async (place) => {
    const area = place.querySelector("textarea");
    const button = place.querySelector("button");
    button.disabled = true;
    try {
      await Promise.all([style(place.dataset.style), script(place.dataset.script)]);
      await script(place.dataset.words);
      const required = area.required;
      area.required = false; // a hidden field cannot be pointed at; the server asks again
      area.value = asHtml(area.value);
      const editor = await window.ClassicEditor.create(area, { ...JSON.parse(place.dataset.config), licenseKey: "GPL" });
      editor.model.document.on("change:data", () => { area.value = editor.getData(); });
      editor.editing.view.change((writer) => {
        const root = editor.editing.view.document.getRoot();
        writer.setAttribute("aria-label", area.labels[0]?.textContent.trim() || "", root);
        if (required) writer.setAttribute("aria-required", "true", root);
      });
      button.remove();
      editor.editing.view.focus();
    } catch {
      button.disabled = false; // the text area stays as it was
    }
  };

  const offer = () => {
    for (const place of document.querySelectorAll("[data-rich-text]")) {
      const button = place.querySelector("button");
      button.hidden = false;
      button.addEventListener("click", () => open(place));
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
  else offer();
})();
