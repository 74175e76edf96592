/** QR codes (ISO/IEC 18004): bytes at error correction level L, versions 1 to 20, up to 858 bytes. Loaded only when one is shown. */
import { correction } from './qr-correction.ts';
import { drawQr } from './qr-matrix.ts';

/** Codewords of error correction in a block, and blocks, by version from 1. */
const CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

/** `text` as an SVG path of unit squares, and the side of the whole. */
export function qrPath(text: string): { path: string; size: number } {
  const modules = qrModules(text);
  let path = '';
  for (const [y, row] of modules.entries()) {
    for (const [x, dark] of row.entries()) if (dark) path += `M${x} ${y}h1v1h-1z`;
  }
  return { path, size: modules.length };
}

/** `text` as rows of modules, true for dark. */
export function qrModules(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = CORRECTION.findIndex((_, at) => bytes.length + (at < 9 ? 2 : 3) <= dataLength(at + 1)) + 1;
  if (version === 0) throw new RangeError('Too long for a QR code.');
  return drawQr(version, interleave(version, encode(bytes, version)));
}

/** How many modules of a version carry codewords: all but the patterns that every code has. */
function rawBits(version: number): number {
  const aligned = version < 2 ? 0 : Math.floor(version / 7) + 2;
  const alignment = aligned ? (25 * aligned - 10) * aligned - 55 : 0;
  return (16 * version + 128) * version + 64 - alignment - (version < 7 ? 0 : 36);
}

function dataLength(version: number): number {
  return Math.floor(rawBits(version) / 8) - CORRECTION[version - 1]! * BLOCKS[version - 1]!;
}

/** Mode "bytes", the length, the bytes, and padding. */
function encode(bytes: Uint8Array, version: number): number[] {
  const length = bytes.length.toString(2).padStart(version < 10 ? 8 : 16, '0');
  const body = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const bits = `0100${length}${body}0000`;
  const data = (bits.match(/.{8}|.+$/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
  for (let at = 0; data.length < dataLength(version); at += 1) data.push(at % 2 ? 0x11 : 0xec);
  return data;
}

/** Splits the data into blocks, adds each one's correction, and takes turns between the blocks. */
function interleave(version: number, data: number[]): number[] {
  const count = BLOCKS[version - 1]!;
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks: number[][] = [];
  for (let at = 0, block = 0; block < count; block += 1) {
    const end = at + short + (block >= count - longer ? 1 : 0);
    blocks.push(data.slice(at, end));
    at = end;
  }
  const turns = (lists: number[][]) =>
    Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, at) => lists.map((list) => list[at]))
      .flat()
      .filter((codeword) => codeword !== undefined);
  return [...turns(blocks), ...turns(blocks.map((block) => correction(block, CORRECTION[version - 1]!)))];
}
