// Suggestions as one types: the search box becomes a combobox with a list (WAI-ARIA 1.2). Without a script it is a form.
(() => {
  const PAUSE = 350; // milliseconds between two requests: fewer than three a second
  const MOST = 200;

  const enhance = (form) => {
    const { suggest, suggestLabel, suggestSome, suggestNone } = form.dataset;
    const box = form.querySelector("input[name=q]");
    const list = document.createElement("ul");
    const said = document.createElement("p");
    const answers = new Map();
    let active = -1, typed = "", composing = false, timer = 0, asked = 0, request = null;

    list.id = `${box.id}-suggestions`;
    list.className = "search-box__suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", suggestLabel);
    said.className = "visually-hidden";
    said.setAttribute("aria-live", "polite");
    form.append(list, said);

    // A combobox is a field of text; the key of a phone's keyboard still says that it searches.
    box.type = "text";
    const attributes = {
      role: "combobox", inputmode: "search", enterkeyhint: "search", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": list.id,
    };
    for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);

    const options = () => [...list.children];

    const stop = () => {
      clearTimeout(timer);
      timer = 0;
      request?.abort();
      request = null;
    };

    const close = () => {
      stop();
      list.hidden = true;
      list.replaceChildren();
      active = -1;
      said.textContent = "";
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };

    const mark = (place) => {
      active = place;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      const chosen = options()[active];
      box.value = chosen ? chosen.textContent : typed;
      if (chosen) {
        box.setAttribute("aria-activedescendant", chosen.id);
        chosen.scrollIntoView({ block: "nearest" });
      } else {
        box.removeAttribute("aria-activedescendant");
      }
    };

    const choose = (option) => {
      box.value = option.textContent;
      close();
      form.requestSubmit();
    };

    const show = (found) => {
      active = -1;
      box.removeAttribute("aria-activedescendant");
      list.replaceChildren(...found.map((text, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.className = "search-box__suggestion";
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = text;
        return option;
      }));
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(found.length > 0));
      said.textContent = found.length ? suggestSome.replace("#", found.length) : suggestNone;
    };

    const ask = async () => {
      timer = 0;
      const scope = form.elements.scope?.value ?? "";
      const query = new URLSearchParams({ q: typed, ...(scope && { scope }) }).toString();
      if (answers.has(query)) return show(answers.get(query));
      asked = performance.now();
      request?.abort();
      const own = request = new AbortController();
      try {
        const response = await fetch(`${suggest}?${query}`, { signal: own.signal });
        const found = response.ok ? (await response.json()).suggestions : [];
        answers.set(query, found);
        if (request === own && document.activeElement === box) show(found);
      } catch { /* outdated, or the line is down: the form works without */ }
    };

    const follow = () => {
      if (composing) return;
      typed = box.value;
      stop();
      if (!typed.trim() || typed.length > MOST) return close();
      timer = setTimeout(ask, Math.max(0, asked + PAUSE - performance.now()));
    };

    const keys = {
      ArrowDown: () => (list.hidden ? follow() : mark(active + 1 < options().length ? active + 1 : -1)),
      ArrowUp: () => (list.hidden ? follow() : mark(active < 0 ? options().length - 1 : active - 1)),
      Home: () => active >= 0 && mark(0),
      End: () => active >= 0 && mark(options().length - 1),
      Enter: () => active >= 0 && choose(options()[active]),
      Escape: () => !list.hidden && (mark(-1), close()),
    };
    const always = new Set(["ArrowDown", "ArrowUp"]);

    box.addEventListener("input", (event) => event.isComposing || follow());
    box.addEventListener("compositionstart", () => { composing = true; close(); });
    box.addEventListener("compositionend", () => { composing = false; follow(); });
    box.addEventListener("keydown", (event) => {
      if (composing || event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
      const done = keys[event.key]?.();
      if (always.has(event.key) || (keys[event.key] && done !== false)) event.preventDefault();
      if (event.key === "Tab") close();
    });
    box.addEventListener("blur", close);
    // The box keeps the focus while an option is pressed, and a finger that scrolls the list chooses nothing.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    form.elements.scope?.addEventListener("change", close);
    form.addEventListener("submit", close);
  };

  for (const form of document.querySelectorAll("form[data-suggest]")) enhance(form);
})();
