/** A QR code as an SVG path. Loaded only when one is shown. */
import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

/** `text` as the `d` of a path in units of one module, and how many modules wide it is; without the quiet zone around it. */
export function qrCode(text: string): { path: string; size: number } {
  const code = generate(text);
  return { path: toSvgPath(code), size: code.size };
}
