// What htmx leaves to the page: say that a request failed, and show a refusal above the form that caused it,
// so that what was typed stays where it is.
import { show } from "./toasts.js";

const words = (name) => document.body.dataset[name] || "";
const region = () => document.querySelector("[data-refusal-region]");

function keepTheForm(event) {
  const { detail } = event;
  if (!region()) return;
  if (!/\sdata-refusal[\s>]/.test(detail.xhr.responseText)) {
    if (detail.xhr.status < 400) region().replaceChildren();
    return;
  }
  detail.target = region();
  detail.swapOverride = "innerHTML show:window:top";
  detail.selectOverride = "unset";
}

export function watchHtmx() {
  document.body.addEventListener("htmx:beforeSwap", keepTheForm);
  document.body.addEventListener("htmx:responseError", () => show({ text: words("failed"), kind: "no" }));
  document.body.addEventListener("htmx:sendError", () => show({ text: words("offline"), kind: "no" }));
  document.body.addEventListener("runwu:toast", (event) => show(event.detail));
}
