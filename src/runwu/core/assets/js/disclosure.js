// Menus and clause chips are <details>; one is open at a time, Escape or a click elsewhere closes it.
const SELECTOR = "details.menu, details.clause";

function closeOthers(kept) {
  document.querySelectorAll(`:is(${SELECTOR})[open]`).forEach((details) => {
    if (!kept || !details.contains(kept)) details.open = false;
  });
}

function leave(event) {
  if (event.key !== "Escape") return;
  const details = event.target.closest && event.target.closest(`:is(${SELECTOR})[open]`);
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
}

export function watchDisclosures() {
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("keydown", leave);
}
