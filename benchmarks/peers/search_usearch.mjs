// One exact top-10 search by USearch on all cores: what benchmarks' SearchBenchmark does, with rows already scaled.
// Needs `npm install usearch` in the folder it is started from. Usage: node search_usearch.mjs DATA_FOLDER [ROUNDS]
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";

const { exactSearch, MetricKind } = createRequire(path.join(process.cwd(), "x.js"))("usearch");
const [folder, rounds = "5"] = process.argv.slice(2);

function load(split) {
  const file = fs.readFileSync(path.join(folder, "JPEG75_420", `model=planted_variant=bench_split=${split}.safetensors`));
  const length = Number(file.readBigUInt64LE(0));
  const { shape, data_offsets: [begin, end] } = JSON.parse(file.subarray(8, 8 + length)).image_embeddings;
  const rows = new Float32Array(file.buffer.slice(file.byteOffset + 8 + length + begin, file.byteOffset + 8 + length + end));
  const d = shape[1];
  for (let row = 0; row < shape[0]; row++) {
    let squares = 0;
    for (let i = 0; i < d; i++) squares += rows[row * d + i] ** 2;
    const scale = 1 / Math.sqrt(squares);
    for (let i = 0; i < d; i++) rows[row * d + i] *= scale;
  }
  return { rows, d };
}

const { rows, d } = load("train");
const queries = load("val").rows;
const threads = os.availableParallelism();
for (let round = 0; round < Number(rounds); round++) {
  const start = performance.now();
  const spent = process.cpuUsage();
  const { keys } = exactSearch(rows, queries, d, 10, MetricKind.IP, threads);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(spent);
  let sum = 0n;
  for (const key of keys) sum += key;
  console.log(
    `round ${round}: ${seconds.toFixed(3)} s, ${((user + system) / 1e6).toFixed(3)} s of CPU, ${threads} threads, rows found sum to ${sum}`,
  );
}
