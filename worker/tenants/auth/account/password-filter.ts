/** Pure: how passwords are looked up in the filter of common ones. */
import { createHash } from 'node:crypto';

/** What is left without the digits and signs in front of the first letter and behind the last. */
export function coreOf(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** The bits of a text in a filter of `bits` bits. */
export function placesOf(text: string, bits: number, hashes: number): number[] {
  const digest = createHash('sha256').update(text).digest();
  const [first, step] = [digest.readUInt32LE(0), (digest.readUInt32LE(4) | 1) >>> 0];
  return Array.from({ length: hashes }, (_, i) => (first + i * step) % bits);
}

/** A look-up in a filter: no for what is not in it, but for one text in a thousand. */
export function openFilter(base64: string, hashes: number): (text: string) => boolean {
  const bytes = Buffer.from(base64, 'base64');
  return (text) => placesOf(text, bytes.length * 8, hashes).every((at) => (bytes[at >> 3]! & (1 << (at & 7))) !== 0);
}
