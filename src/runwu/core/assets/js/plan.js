// The map of a plan by hand: drag a box onto another group, or walk with the arrows, M moves, L locks the group.
// Prices of every place come with the first touch; without this script each box is a link to its own page.
const SVG = "http://www.w3.org/2000/svg";
const FAR = 5;
const map = () => document.querySelector("[data-plan-map].hand");
const panel = () => document.getElementById("move-panel");
const pageOf = (box) => new URL(box.getAttribute("href"), location.href);
const homeOf = (element) => element && element.closest("[data-home]");

function below(box, name) {
  const url = pageOf(box);
  url.pathname += name;
  return url;
}

/** Put an answer of the server beside the map (below it where the page is narrow); the map stays in view. */
async function show(url) {
  await window.htmx.ajax("GET", `${url.pathname}${url.search}`, { target: "#move-panel", swap: "innerHTML" });
  const first = panel().querySelector("input[name=target], .trial");
  if (first) first.focus({ preventScroll: true });
  panel().scrollIntoView({ block: "nearest" });
}

function ghost(box) {
  const group = document.createElementNS(SVG, "g");
  const copy = box.querySelector("rect").cloneNode();
  const words = document.createElementNS(SVG, "text");
  group.setAttribute("class", "ghost");
  words.setAttribute("x", copy.getAttribute("x"));
  words.setAttribute("y", Number(copy.getAttribute("y")) - 8);
  group.append(copy, words);
  map().append(group);
  return { group, words };
}

async function pricesOf(box) {
  const answer = await fetch(below(box, "prices"), { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

let drag = null;

function start(event) {
  const box = event.target.closest && event.target.closest("[data-plan-map].hand a[data-unit]");
  if (!box || event.button !== 0 || event.pointerType === "touch") return;
  const held = { box, x: event.clientX, y: event.clientY, prices: null, shape: null, target: "" };
  drag = held;
  // asked for with the first touch, so that they are there when the box reaches another group
  pricesOf(box).then((prices) => drag === held && ((held.prices = prices), held.shape && tell()));
}

function lift() {
  drag.shape = ghost(drag.box);
  drag.box.classList.add("lifted");
  say("", false);
}

function placed(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map().getScreenCTM().inverse());
  const from = new DOMPoint(drag.x, drag.y).matrixTransform(map().getScreenCTM().inverse());
  drag.shape.group.setAttribute("transform", `translate(${point.x - from.x} ${point.y - from.y})`);
}

function targetAt(event) {
  const found = homeOf(document.elementFromPoint(event.clientX, event.clientY));
  if (!found || found === drag.box) return "";
  return found.dataset.home || "left";
}

function tell() {
  const here = drag.box.dataset.home || "left";
  const price = drag.prices && drag.prices.places[drag.target];
  const none = !drag.target || drag.target === here || !drag.prices;
  const refused = !none && !(price && price.allowed);
  drag.shape.words.textContent = none ? "" : price ? `${price.delta > 0 ? "+" : ""}${price.delta}` : drag.prices.far;
  drag.shape.group.classList.toggle("refused", refused);
  say(none ? "" : price ? price.says : drag.prices.beyond, refused);
}

/** Say price, legality and the broken rule of the place under the hand in the line below the map. */
function say(words, refused) {
  const line = document.querySelector("[data-plan-says]");
  if (!line || line.textContent === words) return;
  line.textContent = words;
  line.classList.toggle("refused", refused);
}

function move(event) {
  if (!drag) return;
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR;
  if (!drag.shape && far) lift();
  if (!drag.shape) return;
  event.preventDefault();
  placed(event);
  drag.target = targetAt(event);
  tell();
}

function put(keep) {
  const { box, shape, target, prices } = drag;
  drag = null;
  if (!shape) return;
  shape.group.remove();
  const here = box.dataset.home || "left";
  const elsewhere = keep && target && target !== here;
  const refused = elsewhere && prices && !prices.places[target];
  if (!refused) say("", false); // where nothing can be tried, the line goes on saying why
  box.classList.remove("lifted");
  // the click that ends a drag on its own box does not open the box's page
  const still = (event) => event.preventDefault();
  document.addEventListener("click", still, { capture: true });
  setTimeout(() => document.removeEventListener("click", still, { capture: true }), 0);
  if (!elsewhere || refused) return;
  const url = below(box, "try");
  url.searchParams.set("target", target);
  show(url);
}

const boxes = () => [...map().querySelectorAll("a[data-unit]")];

/** One box at a time is a stop of the Tab key; the arrows go to the nearest box in their direction. */
function rove(box) {
  boxes().forEach((one) => one.setAttribute("tabindex", one === box ? "0" : "-1"));
  box.focus();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function neighbour(box, [dx, dy]) {
  const centre = (one) => {
    const frame = one.getBoundingClientRect();
    return [frame.x + frame.width / 2, frame.y + frame.height / 2];
  };
  const [x, y] = centre(box);
  const away = (one) => {
    const [ox, oy] = centre(one);
    const along = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    return along > 1 ? along + 2 * aside : Infinity;
  };
  const best = boxes().reduce((one, other) => (away(other) < away(one) ? other : one), box);
  return away(best) < Infinity ? best : null;
}

function press(event) {
  if (event.key === "Escape" && drag) put(false);
  const box = event.target.closest && event.target.closest("[data-plan-map].hand a[data-unit]");
  if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const next = ARROWS[event.key] && neighbour(box, ARROWS[event.key]);
  if (next) rove(next);
  if (key === "m") show(below(box, "move"));
  if (key === "l") lockOf(box);
  if (ARROWS[event.key] || key === "m" || key === "l") event.preventDefault();
}

function lockOf(box) {
  const row = [...document.querySelectorAll(".grp-i[data-home]")].find((one) => one.dataset.home === box.dataset.home);
  const button = row && row.querySelector(".lockb");
  if (button) button.click();
}

function putBack(event) {
  const link = event.target.closest("[data-put-back]");
  if (!link || !panel() || !panel().contains(link)) return;
  event.preventDefault();
  panel().replaceChildren();
  const box = map() && map().querySelector('a[data-unit][tabindex="0"]');
  if (box) box.focus();
}

export function watchPlans() {
  if (!map()) return;
  boxes().forEach((box, number) => box.setAttribute("tabindex", number ? "-1" : "0"));
  document.addEventListener("pointerdown", start);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", () => drag && put(true));
  document.addEventListener("pointercancel", () => drag && put(false));
  document.addEventListener("dragstart", (event) => event.target.closest("[data-plan-map]") && event.preventDefault());
  document.addEventListener("keydown", press);
  document.addEventListener("click", putBack);
}
