/** The import law and the forms of files and folders (docs/map.md), checked on the source text. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SHELVES = ['base', 'words', 'tenants', 'flow', 'surfaces'];
const FLOW = ['events', 'metrics', 'customers', 'rules', 'alerts', 'notifications'];

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

const files = ['worker', 'durable', 'web', 'bench', 'scripts', 'demo', 'e2e'].flatMap((folder) => list(folder));
const code = files.filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts'));
const product = code.filter((file) => /^(worker|durable)\//.test(file) && !isTest(file));
/** The Worker and its objects, tests included. */
const worker = code.filter((file) => /^(worker|durable)\//.test(file));
const imports = code.flatMap(importsOf);
/** The dashboard's folders from the lowest up; what lies directly in `web/` (entries, the list of pages) may import all. */
const WEB_LAYERS = [['base'], ['parts'], ['shell'], ['account', 'events'], ['pages']];
const SHARED = 3;
const webImports = imports.filter(({ file }) => isIn(file, 'web') && !isIn(file, 'web/build') && !isTest(file));
const productImports = imports.filter(({ file }) => product.includes(file));

const SQL = /\bsql\s*\.exec\b|from 'drizzle-orm|\.prepare\(/;
const HONO = /from 'hono/;

describe('what the rules below look at', () => {
  it('is there: imports of every kind, to files that exist, SQL in stores, Hono in routes', () => {
    const speech = importsOf('web/base/words/sentence.ts');
    expect(speech).toContainEqual(expect.objectContaining({ target: 'worker/words/languages/es.ts' }));
    expect(speech).toContainEqual(expect.objectContaining({ target: 'worker/words/language.ts', typeOnly: true }));
    expect(imports.length).toBeGreaterThan(2_000);
    expect(
      shown(imports.filter(({ file, target }) => !isTest(file) && /^worker|^durable/.test(target) && !exists(target))),
    ).toEqual([]);
    expect(productImports.length).toBeGreaterThan(1_000);
    expect(webImports.length).toBeGreaterThan(500);
    expect(product.filter((file) => file.endsWith('store.ts') && SQL.test(read(file))).length).toBeGreaterThan(20);
    expect(read('worker/base/router.ts')).toMatch(HONO);
  });

  it('circles are found among files that lead into them', () => {
    const edges = { a: ['b'], b: ['c'], c: ['a'], d: ['a'], e: ['f'], f: ['e'], g: ['gone'] };
    expect(circlesOf(new Map(Object.entries(edges)))).toEqual([
      ['a', 'b', 'c'],
      ['e', 'f'],
    ]);
  });
});

describe('import law', () => {
  it('1: shelves import only what lies below them', () => {
    const wrong = productImports.filter(({ file, target }) => {
      const [from, to] = [SHELVES.indexOf(shelfOf(file)), SHELVES.indexOf(shelfOf(target))];
      const reachesRoot = from >= 0 && /^worker\/[^/]+\.ts$/.test(target) && target !== 'worker/facts.ts';
      return (from >= 0 && to > from) || reachesRoot || (from === 0 && target === 'worker/facts.ts');
    });
    expect(shown(wrong)).toEqual([]);
    expect(
      shown(imports.filter(({ file, target }) => file === 'worker/facts.ts' && !isIn(target, 'worker/base'))),
    ).toEqual([]);
  });

  it('2: flow runs one way, and surfaces never import each other', () => {
    const wrong = productImports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (!from || !to || from === to) return false;
      if (isIn(from, 'worker/surfaces')) return isIn(to, 'worker/surfaces');
      return (
        isIn(from, 'worker/flow') && isIn(to, 'worker/flow') && FLOW.indexOf(nameOf(to)) > FLOW.indexOf(nameOf(from))
      );
    });
    expect(shown(wrong)).toEqual([]);
  });

  it('3: between rooms, and from durable/, only through the door of a room or of its shelf; root files also routes, subscribers and jobs', () => {
    const wrong = productImports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      if (!to || from === to || target.endsWith('/index.ts')) return false;
      return /^worker\/[^/]+\.ts$/.test(file) ? /\/(store|table|schema)\.ts$/.test(target) : true;
    });
    expect(shown(wrong)).toEqual([]);
  });

  it('no imports go round in a circle, those of types and dynamic ones included', () => {
    const edges = new Map(
      code.map((file) => [file, imports.filter((each) => each.file === file).map((each) => each.target)]),
    );
    expect(circlesOf(edges)).toEqual([]);
  });

  it('the Worker imports nothing of the dashboard', () => {
    const wrong = imports.filter(({ file, target }) => worker.includes(file) && isIn(target, 'web'));
    expect(shown(wrong)).toEqual([]);
  });

  it('3: rooms have no cycles', () => {
    const edges = productImports.flatMap(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      return from && to && from !== to ? [[from, to] as const] : [];
    });
    const both = edges.filter(([from, to]) => edges.some(([f, t]) => f === to && t === from));
    expect([...new Set(both.map((edge) => edge.join(' ⇄ ')))]).toEqual([]);
  });

  it('4: SQL only in stores and tables, Hono only in routes', () => {
    const sql = product.filter((file) => {
      if (/(store|table)\.ts$/.test(file) || /^worker\/base\/(db|json-column|outbox)\.ts$/.test(file)) return false;
      if (/^durable\/(alarms|steps)\.ts$/.test(file)) return false;
      return SQL.test(read(file));
    });
    expect(sql).toEqual([]);
    const hono = product.filter((file) => {
      if (
        /routes\.ts$/.test(file) ||
        isIn(file, 'worker/base') ||
        /^worker\/(app|limits|openapi|system)\.ts$/.test(file)
      )
        return false;
      // The one middleware of a room: it reads headers and cookies, which is all that it is for.
      return file !== 'worker/tenants/auth/session/authenticate.ts' && HONO.test(read(file));
    });
    expect(hono).toEqual([]);
  });

  it('5: only the entry imports the Durable Object classes, and each implements what rooms call', () => {
    const objects = { ledger: 'durable/ledger.ts', hub: 'durable/hub.ts' };
    const wrong = imports.filter(({ file, target }) => {
      const isEntry = file === 'worker/index.ts' || file.startsWith('bench/') || isTest(file);
      return Object.values(objects).includes(target) && !isEntry;
    });
    expect(shown(wrong)).toEqual([]);
    for (const [name, file] of Object.entries(objects)) {
      const rooms: string[] = /^type Rooms =([^;]*);/m.exec(read(file))?.[1]?.match(/\w+/g) ?? [];
      const callers = code.filter((each) => each !== 'durable/stubs.ts');
      const called = callers.flatMap((each) => [...read(each).matchAll(new RegExp(`\\b${name}Of<(\\w+)>\\(`, 'g'))]);
      expect(called.length).toBeGreaterThan(10);
      expect([...new Set(called.map((match) => match[1]!))].filter((asked) => !rooms.includes(asked))).toEqual([]);
    }
  });

  it('5: durable/ holds shells', () => {
    const shells = code.filter((file) => file.startsWith('durable/'));
    expect(shells.length).toBeLessThanOrEqual(12);
    expect(shells.filter((file) => read(file).split('\n').length > 201)).toEqual([]);
  });

  it('6: the dashboard imports of the Worker only what both share, and types of schemas', () => {
    const wrong = webImports.filter(
      ({ target, typeOnly }) =>
        /^(worker|durable)\//.test(target) &&
        !/^worker\/(shared|words)\//.test(target) &&
        !(typeOnly && target.endsWith('/schema.ts')),
    );
    expect(shown(wrong)).toEqual([]);
  });

  it('6: in the dashboard, pages import what pages share, that the shell, the shell parts, parts the base', () => {
    const wrong = webImports.filter(({ file, target }) => {
      const [from, to] = [webLayerOf(file), webLayerOf(target)];
      return to > from || (to === SHARED && from === SHARED && webFolderOf(file) !== webFolderOf(target));
    });
    expect(webImports.filter(({ file }) => webLayerOf(file) === 0).length).toBeGreaterThan(10);
    expect(shown(wrong)).toEqual([]);
  });

  it('6: no page of the dashboard imports another', () => {
    const wrong = webImports.filter(({ file, target }) => {
      const [from, to] = [webPageOf(file), webPageOf(target)];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(shown(wrong)).toEqual([]);
  });
});

describe('form', () => {
  it('no folder holds more than 25 source files', () => {
    const sources = files.filter((file) => /\.(tsx?|css|js|html)$/.test(file) && !/\.(test|d)\.tsx?$/.test(file));
    const widths = Map.groupBy(sources, (file) => dirname(file));
    expect(widths.size).toBeGreaterThan(50);
    expect([...widths].flatMap(([folder, held]) => (held.length > 25 ? [`${folder}: ${held.length}`] : []))).toEqual(
      [],
    );
  });

  it('no file is longer than 350 lines', () => {
    expect(code.filter((file) => read(file).split('\n').length > 351)).toEqual([]);
  });

  it('doors only re-export, in 20 lines at most', () => {
    const doors = product.filter((file) => roomOf(file) && file.endsWith('/index.ts'));
    expect(doors.length).toBeGreaterThan(0);
    const wrong = doors.filter((file) => {
      const text = read(file).trim();
      return text.split('\n').length > 20 || /^(const|function|class|import)\b/m.test(text);
    });
    expect(wrong).toEqual([]);
  });

  it('files are kebab-case, none is a drawer, each says in its first line what it is for', () => {
    expect(code.filter((file) => !/^[a-z0-9.-]+$/.test(file.split('/').at(-1)!))).toEqual([]);
    expect(code.filter((file) => /\b(utils?|helpers?|common|misc|manager|service)\b/.test(file))).toEqual([]);
    expect(product.filter((file) => !read(file).startsWith('/**'))).toEqual([]);
  });

  it('every error code has its page', () => {
    const pages = new Set(readdirSync(join(ROOT, 'docs/errors')).map((name) => name.replace(/\.md$/, '')));
    const codes = new Set(
      product.flatMap((file) => {
        const text = read(file);
        const thrown = [...text.matchAll(/new AppError\(\s*'[a-z_]+',\s*'([a-z0-9_.]+)'/g)].map((match) => match[1]!);
        const given = [...text.matchAll(/code: (?:[a-zA-Z]+ \? '([a-z]+\.[a-z_]+)' : )?'([a-z]+\.[a-z_]+)'/g)].flatMap(
          (match) => match.slice(1).filter((code) => code !== undefined),
        );
        const absent = [...text.matchAll(/missing\('([a-z_]+)'\)/g)].map((match) => `${match[1]}.not_found`);
        return [...thrown, ...given, ...absent];
      }),
    );
    expect(codes.size).toBeGreaterThan(20);
    expect([...codes].filter((code) => !pages.has(code)).sort()).toEqual([]);
    expect([...pages].filter((page) => !codes.has(page) && page !== 'README').sort()).toEqual([]);
  });

  it('every relative link of the docs leads somewhere', () => {
    const pages = [...list('docs'), 'README.md', 'CONTRIBUTING.md'].filter((file) => file.endsWith('.md'));
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map((match) => [page, match[1]!] as const),
    );
    expect(links.length).toBeGreaterThan(100);
    const dead = links.filter(([page, link]) => !exists(join(dirname(page), link)));
    expect(dead.map((link) => link.join(' → '))).toEqual([]);
  });
});

function list(folder: string): string[] {
  if (!exists(folder)) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function exists(path: string): boolean {
  try {
    readdirSync(join(ROOT, path));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || isIn(file, 'worker/testing');
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

function shelfOf(file: string): string {
  return /^worker\/([a-z]+)\//.exec(file)?.[1] ?? '';
}

/** The layer of a file of the dashboard: 0 is `base`; files outside of `web/` are below all. */
function webLayerOf(file: string): number {
  if (!isIn(file, 'web')) return -1;
  const at = WEB_LAYERS.findIndex((folders) => folders.includes(webFolderOf(file)));
  return at < 0 ? WEB_LAYERS.length : at;
}

function webFolderOf(file: string): string {
  return /^web\/([a-z-]+)\//.exec(file)?.[1] ?? '';
}

function webPageOf(file: string): string | undefined {
  return /^web\/pages\/([a-z-]+)\//.exec(file)?.[1];
}

/** The room of a file, e.g. `worker/flow/events`. */
function roomOf(file: string): string | undefined {
  return /^worker\/(?:tenants|flow|surfaces)\/[a-z-]+/.exec(file)?.[0];
}

function nameOf(room: string): string {
  return room.split('/').at(-1)!;
}

/** Imports of our own files: also those for their effects, of types inside a type, and dynamic ones. */
function importsOf(file: string): Import[] {
  const text = read(file);
  const named = text.matchAll(/(?:^|\n)(?:import|export)( type)?\b[^;'"]*?from '(\.[^']+)'/g);
  const others = text.matchAll(/\bimport(?:\s+()|\s*\()'(\.[^']+)'/g);
  return [...named, ...others].map((match) => {
    return { file, target: join(dirname(file), match[2]!), typeOnly: match[1]?.trim() === 'type' };
  });
}

/** Files that import each other, directly or through others: the strongly connected components of more than one (Tarjan). */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const place = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string) => {
    place.set(file, place.size);
    lowest.set(file, place.get(file)!);
    path.push(file);
    for (const target of edges.get(file) ?? []) {
      if (!edges.has(target)) continue;
      if (!place.has(target)) visit(target);
      if (path.includes(target)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(target)!));
    }
    if (lowest.get(file) !== place.get(file)) return;
    const circle = path.splice(path.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of edges.keys()) if (!place.has(file)) visit(file);
  return circles;
}

function shown(wrong: Import[]): string[] {
  return wrong.map(({ file, target }) => `${file} → ${target}`);
}
