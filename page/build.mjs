// Bundles src into the page's one script. With --check it makes the bundle again and compares bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const target = fileURLToPath(new URL("../core/src/main/resources/org/encodertraces/report/page/page.js", import.meta.url));
const result = await build({
  entryPoints: [fileURLToPath(new URL("src/main.js", import.meta.url))],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  logLevel: "warning",
  write: false,
});
const made = result.outputFiles[0].text;
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== made) {
    console.error(target + ": not what page/src gives; run npm run build in page/ and commit it");
    process.exit(1);
  }
} else {
  writeFileSync(target, made);
}
