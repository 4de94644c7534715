// Each chosen file is sent at once, with its progress; without this script the form sends them when it is saved.
(() => {
  const drop = document.querySelector("[data-drop]");
  const list = document.querySelector("[data-uploads]");
  if (!drop || !list || !window.FormData) return;
  const form = drop.closest("form");
  const { url, wait, done, offline, over } = drop.dataset;
  const queue = [];
  let isBusy = false;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const row = (file) => {
    const bar = make("progress", { max: 100, value: 0, ariaLabel: `${wait}: ${file.name}` });
    const note = make("span", { className: "meta", textContent: wait });
    const words = make("div", {}, make("b", {}, make("bdi", { textContent: file.name })), note);
    const element = make("div", { className: "upload" }, make("span", {}), words, make("span", {}), bar);
    list.append(element);
    return { element, bar, note };
  };

  const refuse = (shown, file, reason) => {
    shown.element.classList.add("upload--stop");
    shown.bar.remove();
    shown.note.remove();
    const item = make("li", { textContent: reason });
    shown.element.append(make("ul", { className: "errorlist", role: "alert" }, item));
  };

  const keep = (shown, answer) => {
    const holder = document.createElement("div");
    holder.innerHTML = answer; // our own row, escaped by the server
    const kept = holder.querySelector("[data-kept]");
    const twin = list.querySelector(`[data-kept="${kept.dataset.kept}"]`);
    if (twin) twin.remove();
    kept.querySelector(".meta").append(` · ${done}`);
    shown.element.replaceWith(kept);
  };

  const send = (file) => new Promise((finish) => {
    const shown = row(file);
    const request = new XMLHttpRequest();
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "form_key"]) data.append(name, form.elements[name].value);
    data.append("file", file);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.bar.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => {
      if (request.status === 200) keep(shown, request.responseText);
      else refuse(shown, file, [422, 429].includes(request.status) ? request.responseText : over);
      finish();
    });
    request.addEventListener("error", () => { refuse(shown, file, offline); finish(); });
    request.open("POST", url);
    request.send(data);
  });

  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    form.setAttribute("aria-busy", "true");
    while (queue.length) await send(queue.shift());
    form.removeAttribute("aria-busy");
    isBusy = false;
  };

  const take = (files) => { queue.push(...files); work(); };

  for (const input of drop.querySelectorAll("[data-upload]")) {
    input.addEventListener("change", () => { take(input.files); input.value = ""; });
  }
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", name === "dragover");
      if (name === "drop") take(event.dataTransfer.files);
    });
  }
  form.addEventListener("submit", (event) => { // what is still on its way arrives first
    if (!isBusy) return;
    event.preventDefault();
    const pressed = event.submitter;
    const again = setInterval(() => {
      if (isBusy) return;
      clearInterval(again);
      form.requestSubmit(pressed);
    }, 200);
  });
})();
