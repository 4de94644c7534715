// The search box as a combobox (ARIA 1.2): what begins as was typed; without this script it is a plain search.
(() => {
  const WAIT = 150;
  let last = 0;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const start = (input) => {
    const { form } = input;
    const name = `suggest-${(last += 1)}`;
    const list = make("ul", { id: name, className: "suggest__list", hidden: true });
    const told = make("p", { className: "vh" });
    const known = new Map();
    let timer, request, typed = input.value, active = -1;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.suggestLabel);
    told.setAttribute("role", "status");
    input.closest(".search").after(list, told);
    for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", name],
      ["aria-expanded", "false"], ["autocomplete", "off"]]) input.setAttribute(key, value);

    const options = () => [...list.children];
    const close = () => {
      clearTimeout(timer);
      request?.abort();
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (text) => {
      input.value = typed = text;
      close();
      form.requestSubmit();
    };
    const mark = (number) => {
      active = number;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      const option = list.children[active];
      input.value = option ? option.dataset.text : typed;
      if (!option) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", option.id);
      return option.scrollIntoView({ block: "nearest" });
    };
    const show = ({ rows, said }) => {
      told.textContent = said;
      if (!rows.length) return close();
      list.replaceChildren(...rows.map(({ text, kind }, number) => {
        const words = make("span", { textContent: text, dir: "auto" });
        const option = make("li", { id: `${name}-${number}` }, words, ...(kind ? [" ", make("small", { textContent: kind })] : []));
        option.dataset.text = text;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
        option.addEventListener("click", () => choose(text));
        return option;
      }));
      active = -1;
      list.hidden = false;
      return input.setAttribute("aria-expanded", "true");
    };
    const ask = async () => {
      const words = input.value;
      if (!words.trim()) return close();
      if (known.has(words)) return show(known.get(words));
      request?.abort();
      request = new AbortController();
      try {
        const address = `${input.dataset.suggest}?${new URLSearchParams({ q: words })}`;
        const answer = await fetch(address, { signal: request.signal });
        if (!answer.ok) return close();
        known.set(words, await answer.json());
        if (input.value === words && document.activeElement === input) show(known.get(words));
      } catch { /* another letter was typed, or there is no line: the search works as before */ }
      return null;
    };

    input.addEventListener("input", () => {
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const count = list.hidden ? 0 : list.children.length;
      const steps = { ArrowDown: active + 1 < count ? active + 1 : -1, ArrowUp: active < 0 ? count - 1 : active - 1 };
      if (event.key in steps) {
        event.preventDefault();
        if (count) mark(steps[event.key]);
        else if (event.key === "ArrowDown") ask();
      } else if (event.key === "Escape" && count) {
        event.preventDefault();
        mark(-1);
        close();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(list.children[active].dataset.text);
      }
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
  };

  for (const input of document.querySelectorAll("[data-suggest]")) start(input);
})();
