/** Styles follow the direction of the text: no property, value or shorthand names a side of the screen. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const WEB = resolve(import.meta.dirname, '..');

const PHYSICAL = [
  /^(left|right|top|bottom|width|height|min-width|max-width|min-height|max-height)$/,
  /^(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)(-|$)/,
  /^border-(top|bottom)-(left|right)-radius$/,
  /^(overflow|overscroll-behavior)-[xy]$/,
];
/** Scrolling sideways has no side; browsers are slower with its logical name. */
const ALLOWED = /^(overflow|overscroll-behavior)-[xy]$/;

/** Declarations of a stylesheet that name a side, as `property: value`. */
function physicalIn(css: string): string[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@media[^{]+\{/g, '{');
  const found: string[] = [];
  for (const [, property, value] of plain.matchAll(/(?<=[{;]\s*)([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
    const named = PHYSICAL.some((pattern) => pattern.test(property!)) && !ALLOWED.test(property!);
    const sided = /^(text-align|float|clear)$/.test(property!) && /\b(left|right)\b/.test(value!);
    const uneven = /^(margin|padding|border-width|inset)$/.test(property!) && isUneven(value!);
    if (named || sided || uneven) found.push(`${property}: ${value}`);
  }
  return found;
}

/** The classes that have a rule of their own, each once. */
function classesOf(css: string): string[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...new Set([...plain.matchAll(/(?<=^|[{}])\s*\.([\w-]+)\s*\{/g)].map(([, name]) => name!))];
}

/** A shorthand of four sides whose left and right differ. */
function isUneven(value: string): boolean {
  const sides = value.trim().match(/(?:\w+\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()]+)/g) ?? [];
  return sides.length === 4 && sides[1] !== sides[3];
}

describe('styles', () => {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css'));

  test.each(files)('%s names no side of the screen', (file) => {
    expect(physicalIn(readFileSync(join(WEB, file), 'utf8'))).toEqual([]);
  });

  test('a class is styled by one file: all pages share one stylesheet', () => {
    const homes = new Map<string, string[]>();
    for (const file of files) {
      for (const name of classesOf(readFileSync(join(WEB, file), 'utf8'))) {
        homes.set(name, [...(homes.get(name) ?? []), file]);
      }
    }
    expect([...homes].filter(([, found]) => found.length > 1)).toEqual([]);
    expect(classesOf('.a { x: y } .b .c { x: y } .a, .d:hover { x: y } @media print { .e { x: y } }')).toEqual([
      'a',
      'e',
    ]);
  });

  test('a side of the screen is found', () => {
    expect(physicalIn('a { margin-left: 1px; text-align: right; padding: 1px 2px 1px 3px; inset-inline: 0 }')).toEqual([
      ...['margin-left: 1px', 'text-align: right', 'padding: 1px 2px 1px 3px'],
    ]);
    expect(physicalIn('a { margin: 0 auto; padding: 1px var(--x) 2px var(--x); inline-size: 1px }')).toEqual([]);
  });
});
