/* Keys of the review desk. Loaded in the head, so that a key pressed while the page still builds itself is not lost:
   it is kept until the page stands. A control names its key in aria-keyshortcuts; data-key says what the key does to
   it, "press" or "focus". Ctrl+Enter in a part of the form presses that part's button. Whoever has switched shortcuts
   off in the account keeps them off. */
(() => {
  "use strict";
  const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";
  const kept = [];

  const isOff = () => {
    const config = document.getElementById("wagtail-config");
    return config && JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED === false;
  };

  /* An input method for Chinese hands over "Process" instead of the letter. */
  const letterOf = (event) => (event.key === "Process" ? event.code.replace("Key", "") : event.key).toLowerCase();

  const use = (letter) => {
    const control = document.querySelector(`[data-key][aria-keyshortcuts="${letter}"]`);
    if (!control) return false;
    control.focus();
    if (control.dataset.key === "press") control.click();
    return true;
  };

  const send = (event) => {
    const button = event.target.closest?.("[data-key-part]")?.querySelector("[type=submit]");
    if (!button) return;
    event.preventDefault();
    button.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat || isOff()) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      send(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITING)) return;
    const letter = letterOf(event);
    if (!/^[a-z]$/.test(letter)) return;
    if (document.readyState === "loading") kept.push(letter);
    else if (use(letter)) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (isOff()) return;
    document.documentElement.dataset.keys = "ready";
    kept.splice(0).some(use);
  });
})();
