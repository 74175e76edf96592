/** Places the codewords of a QR code between the patterns that scanners look for. */

type Set = (x: number, y: number, dark: boolean) => void;

/** The modules of a code of this version; mask 0, level L. */
export function drawQr(version: number, codewords: number[]): boolean[][] {
  const size = version * 4 + 17;
  const modules = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const fixed = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  const set: Set = (x, y, dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    modules[y]![x] = dark;
    fixed[y]![x] = true;
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ])
    drawSquare(set, x!, y!, 4);
  drawAlignment(set, version, size);
  drawFormat(set, size);
  if (version >= 7) drawVersion(set, version, size);
  fill(modules, fixed, codewords);
  return modules;
}

/** Rings around a centre: 4 wide for the corners (light border included), 2 for the alignment marks. */
function drawSquare(set: Set, x: number, y: number, reach: number): void {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      set(x + dx, y + dy, reach === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
    }
  }
}

function drawAlignment(set: Set, version: number, size: number): void {
  if (version < 2) return;
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step)];
  const last = size - 7;
  for (const x of places) {
    for (const y of places) {
      const corner = (x === 6 && (y === 6 || y === last)) || (x === last && y === 6);
      if (!corner) drawSquare(set, x, y, 2);
    }
  }
}

/** A value with the remainder of its division by a generator behind it. */
function withRemainder(value: number, length: number, polynomial: number): number {
  let rest = value;
  for (let at = 0; at < length; at += 1) rest = (rest << 1) ^ ((rest >>> (length - 1)) * polynomial);
  return (value << length) | rest;
}

/** Level L (01) and mask 0 (000), twice. */
function drawFormat(set: Set, size: number): void {
  const bits = withRemainder(0b01000, 10, 0x537) ^ 0x5412;
  const bit = (at: number) => ((bits >>> at) & 1) === 1;
  for (let at = 0; at <= 5; at += 1) set(8, at, bit(at));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let at = 9; at < 15; at += 1) set(14 - at, 8, bit(at));
  for (let at = 0; at < 8; at += 1) set(size - 1 - at, 8, bit(at));
  for (let at = 8; at < 15; at += 1) set(8, size - 15 + at, bit(at));
  set(8, size - 8, true);
}

function drawVersion(set: Set, version: number, size: number): void {
  const bits = withRemainder(version, 12, 0x1f25);
  for (let at = 0; at < 18; at += 1) {
    const dark = ((bits >>> at) & 1) === 1;
    const along = Math.floor(at / 3);
    const across = size - 11 + (at % 3);
    set(across, along, dark);
    set(along, across, dark);
  }
}

/** Two columns at a time, up and down in turn, from the right; mask 0 inverts a chequerboard. */
function fill(modules: boolean[][], fixed: boolean[][], codewords: number[]): void {
  const size = modules.length;
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const upward = ((right + 1) & 2) === 0;
      const y = upward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y]![x]) continue;
        const dark = (((codewords[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1;
        modules[y]![x] = dark !== ((x + y) % 2 === 0);
        bit += 1;
      }
    }
  }
}
