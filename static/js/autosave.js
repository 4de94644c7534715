// A draft keeps itself while one types: soon after the last word, again when the line returns, never over the words
// of another window. Without this script the form is saved by its button.
(() => {
  const form = document.querySelector("form[data-autosave]");
  const state = document.querySelector("[data-autosave-state]");
  if (!form || !state || !window.fetch) return;
  const { autosave, saving, offline, over } = form.dataset;
  const WAIT = 1500, MOST_WAIT = 15000, FIRST_RETRY = 5000, LAST_RETRY = 60000;
  let kept, timer, since = 0, tries = 0, isBusy = false, isOver = false, isLeaving = false;

  const words = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const asText = () => {
    const data = words();
    data.delete("base");
    return new URLSearchParams(data).toString();
  };
  const isUnsaved = () => asText() !== kept;
  const say = (text, isWrong = false) => {
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("autosave--not", isWrong);
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const send = async () => {
    const sent = asText();
    const answer = await fetch(autosave, { method: "POST", body: words(), redirect: "manual" });
    if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
    if (![200, 409, 422].includes(answer.status)) return say(over, true); // signed out meanwhile
    const { said, base } = await answer.json();
    isOver = answer.status === 409;
    if (answer.ok) {
      kept = sent;
      form.elements.base.value = base;
    }
    return say(said, !answer.ok);
  };
  const save = async () => {
    clearTimeout(timer);
    if (isBusy || isOver || isLeaving || !isUnsaved()) return;
    isBusy = true;
    since = 0;
    if (!state.classList.contains("autosave--not")) say(saving);
    try {
      await send();
      tries = 0;
      if (!isOver && isUnsaved()) later(WAIT);
    } catch {
      say(offline, true);
      later(Math.min(LAST_RETRY, FIRST_RETRY * 2 ** tries));
      tries += 1;
    }
    isBusy = false;
  };

  const typed = () => {
    since = since || Date.now();
    if (!tries) later(Math.max(0, Math.min(WAIT, since + MOST_WAIT - Date.now())));
  };
  isOver = "isChanged" in form.dataset; // another window has been at it: the button decides
  kept = isOver ? "" : asText();
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("keyup", typed); // the editor of rich text writes into its field without an event
  addEventListener("online", save);
  document.addEventListener("submit", (event) => {
    isLeaving = !event.defaultPrevented;
    clearTimeout(timer);
  });
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && isUnsaved()) event.preventDefault();
  });
})();
