// What the head of every page can do. A classic script, because a module would come after the first paint.

// Light or dark, as the device has it or as the reader chose; kept on the device, told to nobody.
(() => {
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const ofDevice = () => (device.matches ? "dark" : "light");

  const kept = () => {
    try {
      return localStorage.getItem("theme") ?? "";
    } catch {
      return ""; // Storage may be closed.
    }
  };

  // Who chooses what the device has anyway follows the device again.
  const keep = (theme) => {
    try {
      if (theme === ofDevice()) localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // It holds for this page.
    }
  };

  const show = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      const scheme = meta.dataset.scheme;
      meta.media = theme ? (scheme === theme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
    }
    const button = document.querySelector(".theme-switch");
    button?.setAttribute("aria-pressed", String((theme || ofDevice()) === "dark"));
  };

  root.classList.add("scripted");
  show(kept());
  device.addEventListener("change", () => show(kept()));
  addEventListener("storage", () => show(kept()));
  addEventListener("DOMContentLoaded", () => {
    show(kept());
    document.querySelector(".theme-switch")?.addEventListener("click", (event) => {
      const theme = event.currentTarget.getAttribute("aria-pressed") === "true" ? "light" : "dark";
      keep(theme);
      show(theme);
    });
  });
})();

// Escape closes the panel of all sections, and the focus is where it was opened.
addEventListener("keydown", (event) => {
  const panel = event.key === "Escape" && document.querySelector(".menu__all[open]");
  if (!panel) return;
  panel.open = false;
  panel.querySelector("summary").focus();
});
