// Each chosen file is sent at once, in pieces (tus 1.0), and goes on where the line broke or the page was closed;
// without this script the form sends the files when it is saved.
(() => {
  const drop = document.querySelector("[data-drop]");
  const list = document.querySelector("[data-uploads]");
  const told = document.querySelector("[data-told]");
  if (!drop || !list || !told || !window.FormData || !Blob.prototype.slice) return;
  const form = drop.closest("form");
  const { url, rows, wait, sent, offline, over, pause, resume, cancel, paused, here, isNew } = drop.dataset;
  const PIECE = 512 * 1024;
  const MEMORY = "uploads";
  const queue = [];
  let isBusy = false;

  const memory = {
    all() { try { return JSON.parse(localStorage.getItem(MEMORY)) || {}; } catch { return {}; } },
    keep(all) { try { localStorage.setItem(MEMORY, JSON.stringify(all)); } catch { /* private mode: this page only */ } },
    set(mark, value) { this.keep({ ...this.all(), [mark]: value }); },
    drop(mark) { const all = this.all(); delete all[mark]; this.keep(all); },
  };
  const markOf = (file) => [file.name, file.size, file.lastModified].join("|");

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const button = (words, name, act) => {
    const element = make("button", { type: "button", className: "btn btn--quiet btn--small", textContent: words });
    element.append(make("span", { className: "vh", textContent: ` ${name}` }));
    element.addEventListener("click", act);
    return element;
  };
  const say = (name, words) => { told.textContent = `${name}: ${words}`; };
  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  // One request of the protocol; the answer is its XMLHttpRequest, whatever its status, null when the line is cut.
  const ask = (job, method, address, headers, body) => new Promise((finish) => {
    const request = new XMLHttpRequest();
    job.request = request;
    request.open(method, address);
    const all = { "Tus-Resumable": "1.0.0", "Accept-Language": document.documentElement.lang, ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => show(job, job.offset + event.loaded));
    request.addEventListener("load", () => finish(request));
    for (const name of ["error", "abort"]) request.addEventListener(name, () => finish(null));
    request.send(body);
  });

  const show = (job, arrived) => { job.bar.value = Math.min(100, (100 * arrived) / job.file.size); };

  const start = (file) => {
    const job = { file, offset: 0, tries: 0, state: "waiting" };
    job.bar = make("progress", { max: 100, value: 0, ariaLabel: `${wait}: ${file.name}` });
    job.note = make("span", { className: "meta", textContent: wait });
    const words = make("div", {}, make("b", {}, make("bdi", { textContent: file.name })), job.note);
    job.hold = button(pause, file.name, () => (job.state === "paused" ? goOn(job) : hold(job)));
    const buttons = make("div", { className: "row row--s row--tight" }, job.hold, button(cancel, file.name, () => giveUp(job)));
    job.element = make("div", { className: "upload" }, make("span", {}), words, buttons, job.bar);
    list.append(job.element);
    return job;
  };

  const label = (job, words) => { job.hold.firstChild.textContent = words; };
  const hold = (job) => {
    job.state = "paused";
    job.request?.abort();
    job.wake?.();
    label(job, resume);
    job.note.textContent = paused;
    say(job.file.name, paused);
  };
  const goOn = (job) => {
    job.state = "waiting";
    label(job, pause);
    job.note.textContent = wait;
    queue.push(job);
    work();
  };
  const giveUp = (job) => {
    job.state = "gone";
    job.request?.abort();
    job.wake?.();
    if (job.address) ask({ offset: 0, bar: job.bar, file: job.file }, "DELETE", job.address);
    memory.drop(markOf(job.file));
    const next = job.element.nextElementSibling || job.element.previousElementSibling;
    job.element.remove();
    (next?.querySelector("button, input") || drop.querySelector("[data-upload]")).focus();
    say(job.file.name, cancel);
  };

  const refuse = (job, reason) => {
    job.state = "refused";
    job.element.classList.add("upload--stop");
    job.bar.remove();
    job.note.remove();
    job.hold.parentElement.remove();
    memory.drop(markOf(job.file));
    const item = make("li", { textContent: reason });
    job.element.append(make("ul", { className: "errorlist", role: "alert" }, item));
  };

  // The row that the server makes of it: a file of the draft, or one that waits for the scanner.
  const settle = async (job) => {
    const answer = await fetch(rows.replace(/0{8}-[0-]{27}/, job.address.split("/").pop())).catch(() => null);
    if (!answer) return false;
    const holder = document.createElement("div");
    holder.innerHTML = await answer.text(); // our own row, escaped by the server
    const row = holder.firstElementChild;
    if (row?.dataset.kept) list.querySelector(`[data-kept="${row.dataset.kept}"]`)?.remove();
    row?.querySelector(".meta")?.append(` · ${sent}`);
    job.element.replaceWith(...(row ? [row] : []));
    job.state = "kept";
    memory.drop(markOf(job.file));
    say(job.file.name, here);
    return true;
  };

  // How far it is: from its beginning, or from where an earlier visit of the page left it.
  const find = async (job) => {
    const before = memory.all()[markOf(job.file)];
    const isOurs = before && (before.key === form.elements.form_key.value || (isNew && before.isNew));
    if (!job.address && isOurs) {
      job.address = before.address;
      form.elements.form_key.value = before.key; // the draft that the closed page had begun
    }
    if (job.address) {
      const answer = await ask(job, "HEAD", job.address);
      if (answer?.status !== 404) return answer;
      job.address = "";
    }
    const key = form.elements.form_key.value;
    const metadata = `filename ${encoded(job.file.name)},form_key ${encoded(key)}`;
    const answer = await ask(job, "POST", url, { "Upload-Length": job.file.size, "Upload-Metadata": metadata });
    if (answer?.status === 201) {
      job.address = new URL(answer.getResponseHeader("Location"), location.href).pathname;
      memory.set(markOf(job.file), { address: job.address, key, isNew: Boolean(isNew) });
    }
    return answer;
  };

  const rest = (job, seconds) => new Promise((finish) => {
    job.wake = finish;
    addEventListener("online", finish, { once: true });
    setTimeout(finish, 1000 * seconds);
  });
  const isOver = (answer) => answer && answer.status < 500 && ![200, 201, 204, 409, 423, 429, 460].includes(answer.status);

  // One step: ask where it stands, or send the next piece. Answers what the server said.
  const step = async (job) => {
    const answer = job.isFound
      ? await ask(job, "PATCH", job.address, { "Upload-Offset": job.offset, "Content-Type": "application/offset+octet-stream" },
        job.file.slice(job.offset, job.offset + PIECE))
      : await find(job);
    const offset = answer?.getResponseHeader("Upload-Offset");
    job.isFound = offset !== null && offset !== undefined;
    if (job.isFound) job.offset = Number(offset);
    if (answer && answer.status < 300 && !job.isFound) return { status: 401, responseText: over }; // the sign-in page
    return answer;
  };

  const pauseForLine = async (job, answer) => {
    job.isFound = false;
    const words = answer?.status === 429 ? answer.responseText : offline;
    if (job.note.textContent !== words) { job.note.textContent = words; say(job.file.name, words); }
    job.tries += 1;
    await rest(job, answer?.status === 409 ? 0.3 : Math.min(30, 2 ** job.tries));
  };

  const send = async (job) => {
    job.state = "sending";
    let isWhole = false;
    while (job.state === "sending") {
      const answer = await step(job);
      if (job.state !== "sending") break;
      if (isOver(answer)) { refuse(job, [413, 422, 429].includes(answer.status) && answer.responseText || over); break; }
      if (!answer || answer.status > 299) { await pauseForLine(job, answer); continue; }
      job.tries = 0;
      job.note.textContent = wait;
      show(job, job.offset);
      // A file that was whole already is settled by one more piece of nothing, should its last answer be lost.
      if (job.offset >= job.file.size && (isWhole || answer.status === 204)) { if (await settle(job)) break; }
      isWhole = job.offset >= job.file.size;
    }
  };

  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    form.setAttribute("aria-busy", "true");
    while (queue.length) {
      const job = queue.shift();
      if (job.state === "waiting") await send(job);
    }
    form.removeAttribute("aria-busy");
    isBusy = false;
  };

  const take = (files) => {
    for (const file of files) {
      for (const row of list.querySelectorAll("[data-arriving]")) if (row.querySelector("bdi").textContent === file.name) row.remove();
      queue.push(start(file));
    }
    work();
  };

  for (const input of drop.querySelectorAll("[data-upload]")) {
    input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  }
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", name === "dragover");
      if (name === "drop") take([...event.dataTransfer.files]);
    });
  }
  for (const element of list.querySelectorAll("[data-give-up]")) {
    const row = element.closest("[data-arriving]");
    element.hidden = false;
    element.addEventListener("click", async () => {
      const answer = await ask({ file: {}, bar: {} }, "DELETE", url + row.dataset.arriving);
      if (answer && answer.status < 300) { say(row.querySelector("bdi").textContent, cancel); row.remove(); }
    });
  }
  if (!isNew) { // this draft was saved: a new form must never take it up again
    const all = memory.all();
    for (const one of Object.values(all)) if (one.key === form.elements.form_key.value) one.isNew = false;
    memory.keep(all);
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
