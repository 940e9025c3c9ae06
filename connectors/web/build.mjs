// Builds every file of src/entries into ../static/web/<name>.js, one self-contained file each, and says how large it is.
// The same sources give the same bytes, so that a check can build again and compare.
import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const OUT = fileURLToPath(new URL("../static/web/", import.meta.url));
const WIDGET_LIMIT = 30_000; // bytes, compressed: what a host page pays for one tag

/** The widget runs as a classic script, because only that knows which address it came from; so do workers. Pages load modules. */
const format = (name) => (["widget", "tablet-worker"].includes(name) ? "iife" : "es");

/** Takes out of templates what only makes them readable: comments and spaces of styles, line breaks and indents of HTML. */
const tight = {
  name: "tight-templates",
  enforce: "pre",
  transform(code, id) {
    if (id.endsWith(".css?inline")) return null;
    if (!id.endsWith(".ts")) return null;
    const styles = (_, start, text) => `${start}${tightStyles(text)}\``;
    return { code: code.replace(/(\bcss`)([^`]*)`/g, styles).replace(/\n[ \t]+/g, "\n"), map: null };
  },
};

const tightStyles = (text) =>
  text
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/: /g, ":")
    .replace(/([ :(,-])0\./g, "$1.")
    .replace(/;}/g, "}")
    .trim();

async function bundle(name) {
  await build({
    root: HERE,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [tight],
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome123", "firefox120", "safari17.5"], // so that color-scheme comes without helpers for older ones
      lib: {
        entry: `src/entries/${name}.ts`,
        formats: [format(name)],
        name: "CitizenHome",
        fileName: () => `${name}.js`,
      },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return readFile(`${OUT}${name}.js`);
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await copyFile(`${HERE}src/styles/tokens.css`, `${OUT}tokens.css`);
let tooLarge = false;
for (const file of (await readdir(`${HERE}src/entries`)).sort()) {
  const name = file.replace(/\.ts$/, "");
  const code = await bundle(name);
  const packed = gzipSync(code, { level: 9 }).length;
  const limit = name === "widget" ? `, limit ${WIDGET_LIMIT / 1000} kB` : "";
  console.log(`${name}.js  ${(code.length / 1000).toFixed(1)} kB, ${(packed / 1000).toFixed(1)} kB gz${limit}`);
  tooLarge ||= name === "widget" && packed > WIDGET_LIMIT;
}
if (tooLarge) throw new Error("the widget is larger than its limit");
