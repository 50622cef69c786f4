// Reading aids on top of pages that need no script: print button, a remembered text size, the time on a print.
(() => {
  const key = "lingnan-text-size";
  const sizes = document.querySelectorAll('input[name="textsize"]');
  const remember = (value) => { try { localStorage.setItem(key, value); } catch { /* storage is refused */ } };
  const remembered = () => { try { return localStorage.getItem(key); } catch { return null; } };

  for (const size of sizes) {
    size.checked = remembered() ? size.value === remembered() : size.defaultChecked;
    size.addEventListener("change", () => remember(size.value));
  }
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  window.addEventListener("beforeprint", () => {
    for (const note of document.querySelectorAll("[data-printed]")) {
      note.textContent = `${note.dataset.label} ${new Date().toLocaleString(document.documentElement.lang)}`;
    }
  });
})();
