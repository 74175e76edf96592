/** The catalogues of messages: which area a file's messages belong to, the words of each language, and what is missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { LOCALES, type Locale } from '../../worker/words/locales.ts';
import { messagesOf } from './macros.ts';

export const WEB = resolve(import.meta.dirname, '..');

/** What every page loads: the shell, the parts, what lies directly in `web/`. */
export const SHELL = 'shell';
/** English is written in the code; the others are files. */
export const TRANSLATED = LOCALES.map(({ id }) => id).filter((id) => id !== 'en');

/** A message's id in the code, by its key in a catalogue's file: the English text, and its context in brackets after two spaces. */
export type Area = Map<string, { id: string; message: string }>;

/** Folders beside the pages whose words several pages share. */
const SHARED = new Set(['account', 'events']);

/** The folder of an area: a page's, one that pages share, or `web/` itself. */
export function folderOf(area: string): string {
  if (area === SHELL) return WEB;
  return SHARED.has(area) ? join(WEB, area) : join(WEB, 'pages', area);
}

/** Where an area's words in a language are kept. */
export function fileOf(area: string, locale: string): string {
  return join(folderOf(area), 'messages', `${locale}.json`);
}

/** Every area and the messages that its sources use; a page leaves out what the shell has anyway. */
export function readAreas(): Map<string, Area> {
  const areas = new Map<string, Area>([[SHELL, new Map()]]);
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(isSource).sort();
  for (const file of files) {
    const name = areaOf(file);
    const area = areas.get(name) ?? new Map();
    for (const { id, message, context } of messagesOf(readFileSync(join(WEB, file), 'utf8'), join(WEB, file))) {
      if (message) area.set(context ? `${message}  [${context}]` : message, { id, message });
    }
    areas.set(name, area);
  }
  const shell = areas.get(SHELL)!;
  for (const [name, area] of areas) if (name !== SHELL) for (const key of shell.keys()) area.delete(key);
  return areas;
}

const isSource = (file: string) =>
  /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !/^(build|node_modules)[\\/]/.test(file);

function areaOf(file: string): string {
  const [top, page, rest] = relative('.', file).split(/[\\/]/);
  if (top === 'pages' && rest) return page!;
  return top && SHARED.has(top) ? top : SHELL;
}

/** The words of a language, by key; an empty object when there is no file yet. */
export function readWords(area: string, locale: string): Record<string, string> {
  const file = fileOf(area, locale);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** An area in a language as the browser loads it. What is not translated yet is English. */
export function compileArea(name: string, area: Area, locale: Locale): Record<string, CompiledMessage> {
  const words = locale === 'en' ? {} : readWords(name, locale);
  return Object.fromEntries([...area].map(([key, { id, message }]) => [id, compileMessage(words[key] || message)]));
}

/** The names in a message that code fills in, and its tags, sorted: a translation has the same. */
export function placeholdersOf(message: string): string[] {
  const names = new Set<string>();
  const walk = (tokens: CompiledMessage | undefined) => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens) {
      if (typeof token === 'string') for (const [tag] of token.matchAll(/<\/?\w+\/?>/g)) names.add(tag);
      else {
        names.add(`{${token[0]}${token[1] ? `, ${token[1]}` : ''}}`);
        const options = token[2];
        if (options && typeof options === 'object') for (const each of Object.values(options)) walk(each as never);
      }
    }
  };
  walk(compileMessage(message));
  return [...names].sort();
}

/** The id that Lingui gives to a message. */
export const idOf = generateMessageId;
