// The command box: Ctrl K puts the cursor in, arrows walk the results, Escape leaves.
const box = () => document.querySelector("[data-command]");

function open(event) {
  const form = box();
  if (!form) return;
  event.preventDefault();
  const input = form.querySelector("input[name=q]");
  if (input.offsetParent === null) {
    location.href = form.action;
    return;
  }
  input.focus();
  input.select();
}

function step(form, distance) {
  const stops = [form.querySelector("input[name=q]"), ...form.querySelectorAll("[data-command-results] a")];
  const next = stops.indexOf(document.activeElement) + distance;
  stops[Math.max(0, Math.min(stops.length - 1, next))].focus();
}

function walk(event) {
  const form = event.target.closest && event.target.closest("[data-command]");
  if (!form) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(form, event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.key === "Escape") {
    form.querySelector("[data-command-results]").replaceChildren();
    document.activeElement.blur();
  }
}

export function watchCommandBox() {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") open(event);
    else walk(event);
  });
}
