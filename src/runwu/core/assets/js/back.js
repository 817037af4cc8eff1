// A link with `data-back` leads to the page one came from, with what was typed there; its address is the same page, empty.
export function watchBackLinks() {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-back]") || history.length < 2) return;
    event.preventDefault();
    history.back();
  });
}
