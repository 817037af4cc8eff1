// A search above a long list of ticks narrows it; what is ticked stays in view.
function narrow(list, typed) {
  const words = typed.trim().toLowerCase();
  let shown = 0;
  list.querySelectorAll("[data-pick]").forEach((one) => {
    const fits = one.dataset.pick.toLowerCase().includes(words) || one.querySelector("input").checked;
    one.hidden = !fits;
    shown += fits ? 1 : 0;
  });
  list.querySelector("[data-picks-none]").hidden = shown > 0;
}

export function watchPicks() {
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-picks-search]")) narrow(event.target.closest("[data-picks]"), event.target.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-picks-search]")) event.preventDefault();
  });
}
