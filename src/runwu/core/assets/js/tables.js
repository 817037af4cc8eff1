// A table wider than its frame can be scrolled by keyboard, also where it holds no link.
function letKeysScroll() {
  document.querySelectorAll(".tw").forEach((frame) => {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  });
}

// Tables marked `data-rows`: arrows (or j and k) walk the first link of each row, Home and End jump.
const KEYS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

function target(links, here, key) {
  if (key === "Home") return links[0];
  if (key === "End") return links[links.length - 1];
  return links[here + KEYS[key]];
}

function walk(event) {
  const link = event.target.closest && event.target.closest("table[data-rows] a");
  if (!link || !(event.key in KEYS || event.key === "Home" || event.key === "End")) return;
  const rows = [...link.closest("table").tBodies].flatMap((body) => [...body.rows]);
  const links = rows.map((row) => row.querySelector("a")).filter(Boolean);
  const here = links.findIndex((other) => other.closest("tr") === link.closest("tr"));
  const next = here >= 0 && target(links, here, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function watchTables() {
  document.addEventListener("keydown", walk);
  document.addEventListener("htmx:afterSettle", letKeysScroll);
  window.addEventListener("resize", letKeysScroll);
  letKeysScroll();
}
