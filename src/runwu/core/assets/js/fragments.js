// What htmx leaves to the page: say that a request failed, tell screen readers, send people to sign in again.
import { show } from "./toasts.js";

const words = (name) => document.body.dataset[name] || "";

export function watchHtmx() {
  document.body.addEventListener("htmx:responseError", () => show({ text: words("failed"), kind: "no" }));
  document.body.addEventListener("htmx:sendError", () => show({ text: words("offline"), kind: "no" }));
  document.body.addEventListener("runwu:toast", (event) => show(event.detail));
}
