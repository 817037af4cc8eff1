// The theme is remembered in a cookie that the server reads, so the first paint is right already.
const YEAR = 31536000;

function choose(theme) {
  const root = document.documentElement;
  if (theme === "auto") root.removeAttribute("data-bs-theme");
  else root.dataset.bsTheme = theme;
  const age = theme === "auto" ? 0 : YEAR;
  document.cookie = `runwu_theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  mark(theme);
}

function mark(theme) {
  document.querySelectorAll("[data-theme-choice]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  });
}

export function watchTheme() {
  document.querySelectorAll("[data-theme-menu]").forEach((menu) => menu.removeAttribute("hidden"));
  mark(document.documentElement.dataset.bsTheme || "auto");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (button) choose(button.dataset.themeChoice);
  });
}
