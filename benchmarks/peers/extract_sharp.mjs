// What extraction does, by sharp (libvips) and ONNX Runtime for Node: photos in, embeddings out.
// Needs `npm install sharp` and `npm install --ignore-scripts onnxruntime-node` in the folder it is started from.
// Usage: node extract_sharp.mjs PHOTOS MODEL.onnx [ROUNDS] [BATCH]; MODEL.json says size, mean and std, as for the program.
//
// sharp decodes and resizes on its own threads while the network runs on others; its resizing is not Pillow's, so that
// embeddings are near the program's and not equal.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";

const require = createRequire(path.join(process.cwd(), "x.js"));
const sharp = require("sharp");
const ort = require("onnxruntime-node");
const [root, model, rounds = "3", size = "16"] = process.argv.slice(2);
const settings = JSON.parse(fs.readFileSync(model.replace(/onnx$/, "json")));
const side = settings.crop_size.height;
const batch = Number(size);
const threads = os.availableParallelism();
sharp.concurrency(1);
sharp.cache(false);

const files = fs
  .readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.jpe?g$/i.test(entry.name))
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
  .sort();

async function pixels(file, target, offset) {
  const samples = await sharp(file)
    .resize(side, side, { fit: "cover", kernel: "cubic" })
    .removeAlpha()
    .toColorspace("srgb")
    .raw()
    .toBuffer();
  const plane = side * side;
  for (let c = 0; c < 3; c++) {
    const mean = settings.image_mean[c];
    const scale = 1 / settings.image_std[c];
    for (let i = 0; i < plane; i++) target[offset + c * plane + i] = (samples[3 * i + c] / 255 - mean) * scale;
  }
}

async function pictures(from) {
  const part = files.slice(from, from + batch);
  const values = new Float32Array(part.length * 3 * side * side);
  await Promise.all(part.map((file, i) => pixels(file, values, i * 3 * side * side)));
  return new ort.Tensor("float32", values, [part.length, 3, side, side]);
}

const session = await ort.InferenceSession.create(model, { intraOpNumThreads: threads, interOpNumThreads: 1 });
const output = settings.output ?? session.outputNames[0];
for (let round = 0; round < Number(rounds); round++) {
  const start = performance.now();
  const spent = process.cpuUsage();
  let count = 0;
  let sum = 0;
  let next = pictures(0);
  for (let from = 0; from < files.length; from += batch) {
    const input = await next;
    next = from + batch < files.length ? pictures(from + batch) : null;
    const found = (await session.run({ [session.inputNames[0]]: input }, [output]))[output];
    count += input.dims[0];
    for (const value of found.data) sum += value;
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(spent);
  console.log(
    `round ${round}: ${count} photos, ${(count / seconds).toFixed(1)} a second, ${((user + system) / 1000 / count).toFixed(1)} ms of CPU a photo, ONNX Runtime ${ort.env.versions.common}, values sum to ${sum.toFixed(1)}`,
  );
}
