/** Reed-Solomon error correction over GF(256) as QR codes use it. */

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

/** The generator polynomial of `degree`, without its leading 1. */
function generator(degree: number): number[] {
  const terms: number[] = [...new Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let turn = 0; turn < degree; turn += 1) {
    for (let at = 0; at < degree; at += 1) terms[at] = multiply(terms[at]!, root) ^ (terms[at + 1] ?? 0);
    root = multiply(root, 2);
  }
  return terms;
}

/** The `length` codewords that correct a block. */
export function correction(block: number[], length: number): number[] {
  const terms = generator(length);
  const rest = new Array<number>(length).fill(0);
  for (const codeword of block) {
    const factor = codeword ^ rest.shift()!;
    rest.push(0);
    for (const [at, term] of terms.entries()) rest[at] = rest[at]! ^ multiply(term, factor);
  }
  return rest;
}
