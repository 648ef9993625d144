// decode FILE: one hex document a line -> its canonical text a line. encode: documents as "hex canonical" lines.
// Numbers are numbers here: whatever JavaScript holds exactly is written as the bits of a double, other integers as they are.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { encode, decode, ExtData, ExtensionCodec } = createRequire(process.argv[2])("@msgpack/msgpack");
const codec = new ExtensionCodec();
codec.register({ type: -1, encode: () => null, decode: (data) => new ExtData(-1, data) });
const hex = (bytes) => Buffer.from(bytes).toString("hex");

function canonical(value) {
  switch (typeof value) {
    case "boolean":
      return value ? "t" : "f";
    case "string":
      return "s" + hex(new TextEncoder().encode(value));
    case "bigint":
      return value >= -(2n ** 53n) && value <= 2n ** 53n ? canonical(Number(value)) : "i" + value;
    case "number": {
      if (Number.isNaN(value)) return "dNaN";
      const bits = Buffer.alloc(8);
      bits.writeDoubleBE(value === 0 ? 0 : value);
      return "d" + hex(bits);
    }
  }
  if (value === null) return "n";
  if (value instanceof Uint8Array) return "b" + hex(value);
  if (value instanceof ExtData) return "x" + value.type + ":" + hex(value.data);
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  return "{" + Object.entries(value).map(([k, v]) => canonical(k) + ":" + canonical(v)).join(",") + "}";
}

function* cases() {
  yield [null];
  yield [true];
  yield [false];
  for (const power of [0, 5, 7, 8, 15, 16, 31, 32, 53]) {
    for (const value of [2 ** power - 1, 2 ** power, 2 ** power + 1, -(2 ** power) + 1, -(2 ** power), -(2 ** power) - 1]) {
      if (Math.abs(value) <= 2 ** 53) {
        yield [value];
        yield [value, { forceIntegerToFloat: true }];
      }
    }
  }
  for (const value of [2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n - 1n, 2n ** 63n, 5n, -5n]) yield [value, { useBigInt64: true }];
  for (const value of [0.5, -0.1, 1e300, 5e-324, Infinity, -Infinity, NaN]) {
    yield [value];
    yield [Math.fround(value), { forceFloat32: true }];
  }
  for (const length of [0, 1, 31, 32, 255, 256, 65535, 65536]) {
    yield ["x".repeat(length)];
    yield [new Uint8Array(length).fill(7)];
    yield [new Array(length).fill(null)];
    yield [Object.fromEntries(Array.from({ length }, (_, i) => ["k" + i, i]))];
  }
  yield ["größer → 大 😀\u0000"];
  for (const length of [0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 255, 256, 65535, 65536]) {
    yield [new ExtData(42, new Uint8Array(length).fill(length & 255))];
    yield [new ExtData(-7, new Uint8Array(length))];
  }
  let nested = [];
  for (let depth = 0; depth < 60; depth++) nested = depth % 2 ? [nested, depth] : { a: nested, b: -depth };
  yield [nested];
}

const out = [];
if (process.argv[3] === "decode") {
  for (const line of readFileSync(process.argv[4], "utf8").split("\n").filter((l) => l)) {
    out.push(canonical(decode(Buffer.from(line, "hex"), { useBigInt64: true, extensionCodec: codec })));
  }
} else {
  for (const [value, options] of cases()) out.push(hex(encode(value, options)) + " " + canonical(value));
}
process.stdout.write(out.join("\n") + "\n");
