/** What the docs name exists: files of the code, commands of package.json, and a number for each decision. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const SKIPPED = /^(node_modules|dist|\.git|\.wrangler)$/;

function list(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : list(path);
    return [path];
  });
}

const files = list('');
const pages = files.filter((file) => file.endsWith('.md'));
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

it('every file that a page names in code type exists', () => {
  const named = pages.flatMap((page) =>
    [...text(page).matchAll(/`([\w./-]+\.(?:tsx?|js|css|toml))`/g)]
      .map((match) => match[1]!)
      .filter((name) => !/^dist\/|NNNN/.test(name))
      .map((name) => ({ page, name })),
  );
  expect(named.length).toBeGreaterThan(50);
  const exists = (name: string) => files.some((file) => file === name || file.endsWith(`/${name}`));
  expect(named.filter(({ name }) => !exists(name))).toEqual([]);
});

it('every command that a page names is in package.json', () => {
  const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
  const named = pages.flatMap((page) => [...text(page).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1]!));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !scripts[name])).toEqual([]);
});

it('decisions are numbered without a gap, have status and date, and are listed', () => {
  const names = readdirSync(join(ROOT, 'docs/decisions'))
    .filter((name) => /^\d{4}-/.test(name))
    .sort();
  expect(names.length).toBeGreaterThan(20);
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, i) => i + 1));
  const index = text('docs/decisions/README.md');
  for (const name of names) {
    const [title, , status] = text(`docs/decisions/${name}`).split('\n');
    expect([name, title]).toEqual([name, expect.stringMatching(new RegExp(`^# ${name.slice(0, 4)} `))]);
    expect([name, status]).toEqual([
      name,
      expect.stringMatching(/^Status: (accepted|superseded by \d{4}), \d{4}-\d\d-\d\d/),
    ]);
    expect(index).toContain(`(${name})`);
  }
});
