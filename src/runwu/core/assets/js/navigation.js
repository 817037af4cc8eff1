// The phone's navigation opens by its address (#nav) without this script; here Escape closes it again.
export function watchNavigation() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#nav") location.hash = "";
  });
}
