// `data-print` on a link or button prints this page.
export function watchPrintButtons() {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-print]")) return;
    event.preventDefault();
    window.print();
  });
}
