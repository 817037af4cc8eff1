// Builds what pages load into src/runwu/core/static/built/ (ignored by git):
// runwu.css and runwu.js bundled from core/assets, icons.svg from the names in core/assets/icons.txt.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "src/runwu/core/assets");
const target = join(root, "src/runwu/core/static/built");
const icons = join(root, "node_modules/@tabler/icons/icons/outline");

/** The dark tokens serve two cases: chosen by the person, or by the system when the person chose nothing.
 *  Paper is always light. */
const darkTwice = {
  name: "dark-twice",
  setup({ onLoad }) {
    onLoad({ filter: /dark\.css$/ }, ({ path }) => {
      const chosen = readFileSync(path, "utf8");
      const system = chosen.replace(':root[data-bs-theme="dark"]', ":root:not([data-bs-theme])");
      const both = `@media screen {${chosen}}\n@media screen and (prefers-color-scheme: dark) {${system}}`;
      return { contents: both, loader: "css" };
    });
  },
};

function iconNames() {
  const lines = readFileSync(join(source, "icons.txt"), "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

/** One <symbol> of the sprite: the drawing of an icon without its frame, stroke and size. */
function symbol(name) {
  const svg = readFileSync(join(icons, `${name}.svg`), "utf8").replace(/<!--[\s\S]*?-->/g, "");
  const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "")}</symbol>`;
}

/** What a first visit may weigh, of 100 KB for the lightest pages; htmx and the page itself need the rest. */
const BUDGET = 60 * 1024;

function weigh(name) {
  const size = brotliCompressSync(readFileSync(join(target, name))).length;
  console.log(`${name.padEnd(12)} ${(size / 1024).toFixed(1)} KB compressed`);
  return size;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await build({
  entryPoints: [join(source, "css/runwu.css"), join(source, "js/runwu.js")],
  outdir: target,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  target: ["es2020", "chrome90", "safari14", "firefox90"],
  format: "iife",
  legalComments: "none",
  charset: "utf8",
  plugins: [darkTwice],
  logLevel: "warning",
});
writeFileSync(join(target, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${iconNames().map(symbol).join("")}</svg>\n`);
copyFileSync(join(root, "node_modules/@tabler/icons/LICENSE"), join(target, "icons.license.txt"));
const weight = ["runwu.css", "runwu.js", "icons.svg"].map(weigh).reduce((sum, size) => sum + size);
if (weight > BUDGET) throw new Error(`The assets weigh ${weight} bytes, more than the ${BUDGET} allowed.`);
