// Toasts: what the server said stays 8 seconds (longer while read by mouse or keyboard); refusals stay.
const STAY = 8000;

const region = () => document.getElementById("toasts");

function leaveLater(toast) {
  if (toast.dataset.stay !== undefined) return;
  const timer = setTimeout(() => toast.remove(), STAY);
  ["mouseenter", "focusin"].forEach((name) => toast.addEventListener(name, () => clearTimeout(timer)));
  ["mouseleave", "focusout"].forEach((name) => toast.addEventListener(name, () => leaveLater(toast), { once: true }));
}

/** Show one sentence; `detail` is { text, kind }, kind "no" stays until dismissed. */
export function show({ text, kind }) {
  const template = document.getElementById("toast-template");
  if (!template || !region() || !text) return;
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.querySelector("[data-text]").textContent = text;
  if (kind === "no") toast.dataset.stay = "";
  region().append(toast);
  leaveLater(toast);
}

function dismiss(event) {
  const button = event.target.closest("[data-dismiss]");
  if (button) button.closest(".toast, .note").remove();
}

export function watchToasts() {
  document.addEventListener("click", dismiss);
  document.querySelectorAll("#toasts .toast").forEach(leaveLater);
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id === "toasts") region().querySelectorAll(".toast").forEach(leaveLater);
  });
}
