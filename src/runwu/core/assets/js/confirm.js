// Confirmation: a button with `data-confirm="id"` opens <dialog id="id">, whose own form does the act.
// Without this script the button is a link or a submit button that leads to a page asking the same.
function ask(event) {
  const opener = event.target.closest("[data-confirm]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.confirm);
  if (!dialog || !dialog.showModal) return;
  event.preventDefault();
  dialog.showModal();
}

function dismiss(event) {
  const button = event.target.closest("[data-close]");
  const dialog = button && button.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
}

export function watchConfirmations() {
  document.addEventListener("click", ask);
  document.addEventListener("click", dismiss);
}
