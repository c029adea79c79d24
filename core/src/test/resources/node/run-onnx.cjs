// node run-onnx.cjs PACKAGE MODEL INPUT SHAPE OUTPUT: runs a model on float32 values of a file.
const fs = require('fs');
const [, , name, model, input, shape, output] = process.argv;
const ort = require(name);
if (ort.env && ort.env.wasm) {
  ort.env.wasm.numThreads = 1;
}

async function main() {
  const session = await ort.InferenceSession.create(new Uint8Array(fs.readFileSync(model)));
  const bytes = fs.readFileSync(input);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const tensor = new ort.Tensor('float32', values, shape.split('x').map(Number));
  const results = await session.run({ [session.inputNames[0]]: tensor });
  const result = results[session.outputNames[0]];
  fs.writeFileSync(output, Buffer.from(result.data.buffer, result.data.byteOffset, result.data.byteLength));
  console.log(`${session.outputNames.join()} ${result.dims.join('x')}`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
