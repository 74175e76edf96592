/** E-mail addresses in a text: found around each @, outward to both sides, so that the work is linear. */

import { COST, type Work } from './work.ts';

interface FoundEmail {
  start: number;
  end: number;
  normalized: string;
}

const AT = /[@\uff20\ufe6b]|%40/g;
/** Invisible characters that text may carry inside an address; they do not make it another one. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** Every e-mail address of the text, from left to right; `%40` counts as @ (query strings). */
export function findEmails(text: string, work: Work): FoundEmail[] {
  const found: FoundEmail[] = [];
  if (text.search(AT) < 0) return found;
  let floor = 0;
  for (const at of text.matchAll(AT)) {
    work.spend(COST.at);
    if (at.index < floor) continue;
    const afterAt = at.index + at[0].length;
    const start = startOfLocal(text, at.index, floor);
    const end = start < at.index ? endOfDomain(text, afterAt) : afterAt;
    floor = end;
    if (end === afterAt || isUserInfo(text, start, at.index, end)) continue;
    found.push({ start, end, normalized: normalize(text.slice(start, at.index), text.slice(afterAt, end)) });
  }
  return found;
}

function startOfLocal(text: string, at: number, floor: number): number {
  if (text[at - 1] === '"') {
    const open = text.lastIndexOf('"', at - 2);
    return open >= floor && at - open > 2 && at - open < 66 && !text.slice(open, at).includes('\n') ? open : at;
  }
  let start = at;
  let ascii = false;
  while (start > floor) {
    const char = text[start - 1]!;
    if (/[\w.+'%-]/.test(char)) ascii ||= /\w/.test(char);
    else if (!isLetter(char) || (ascii && isUnspaced(char))) break;
    start--;
  }
  const local = text.slice(start, at);
  if (local.includes('%')) start += endOfEncodedDelimiter(local);
  while (start < at && /[.'%+-]/.test(text[start]!)) start++;
  return start;
}

/** In "redirect%3Fto%3Dana%40example.com" the address begins after the last encoded delimiter. */
function endOfEncodedDelimiter(local: string): number {
  let end = 0;
  for (const code of local.matchAll(/%[0-7][0-9a-f]/gi)) {
    if (!/%(?:2[b7de]|5f)/i.test(code[0])) end = code.index + 3;
  }
  return end;
}

/** The end of the longest valid domain from here on; `from` itself when there is none. */
function endOfDomain(text: string, from: number): number {
  const dots: number[] = [];
  let end = from;
  let ascii = false;
  let unspaced = false;
  for (; end < text.length; end++) {
    const char = text[end]!;
    if (/[A-Za-z0-9-]/.test(char)) ascii = true;
    else if (char === '.' || char === '\uff0e' || (char === '\u3002' && unspaced)) {
      dots.push(end);
      ascii = false;
      unspaced = false;
    } else if (isLetter(char) && !(ascii && isUnspaced(char))) unspaced ||= isUnspaced(char);
    else break;
  }
  return longestDomain(text, from, end, dots);
}

function longestDomain(text: string, from: number, end: number, dots: number[]): number {
  let labels = 0;
  let best = from;
  let start = from;
  let numeric = 0;
  for (const dot of [...dots, end]) {
    const label = text.slice(start, dot).replace(INVISIBLE, '').normalize('NFKC');
    if (label === '' || label.startsWith('-') || label.endsWith('-') || dot - from > 253) break;
    if (/^\d+$/.test(label) && labels === numeric) numeric++;
    labels++;
    if (labels > 1 && isTopLevel(label)) best = dot;
    else if (labels > 1 && (dot === end || best === from)) best = start + lettersBeforeDash(label, best - start);
    start = dot + 1;
  }
  // "react@18.2.0-beta.rc" is a version, "logo@2x.png" a picture for dense screens.
  const isFile = /^\dx\.(?:png|jpe?g|webp|gif|svg|avif)$/i.test(text.slice(from, best));
  return numeric > 1 || isFile ? from : best;
}

/** "ana@example.com-555", "ana@example.com-0.5": what hangs on by a dash is not the domain's. */
function lettersBeforeDash(label: string, otherwise: number): number {
  return /^[a-z]{2,24}(?=-)/i.exec(label)?.[0].length ?? otherwise;
}

function isTopLevel(label: string): boolean {
  return /^[a-z]{2,24}$|^xn--[a-z0-9-]{2,}$/i.test(label) || (/[\u0080-\uffff]/.test(label) && !/[\d-]/.test(label));
}

/** "https://user:secret@host.com", "git@github.com:org/repo": a login, not a person's address. */
function isUserInfo(text: string, start: number, at: number, end: number): boolean {
  if (text.slice(start, at) === 'git' && text[end] === ':') return true;
  if (text[start - 1] !== '/' && text[start - 1] !== ':') return false;
  const before = text.slice(Math.max(0, start - 100), start);
  const colon = before.lastIndexOf('://');
  return colon >= 0 && !/[\s/?#@]/.test(before.slice(colon + 3)) && !/(?:^|\W)mailto$/i.test(before.slice(0, colon));
}

function isLetter(char: string): boolean {
  return char > '\u007f' && /[\p{L}\p{M}\p{Nd}\u00ad\u200b-\u200d\u2060\ufeff]/u.test(char);
}

/** Scripts without spaces between words: there, prose touches an address ("请联系ana@example.com谢谢"). */
function isUnspaced(char: string): boolean {
  return /[\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/.test(char);
}

function normalize(local: string, domain: string): string {
  const name = local.includes('%') ? decoded(local) : local;
  return `${plain(name.replace(/^"(.*)"$/, '$1'))}@${asciiDomain(plain(domain).replaceAll('\u3002', '.'))}`;
}

function plain(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFKC').toLowerCase().trim();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** "münchen.de" and "xn--mnchen-3ya.de" are one domain. */
function asciiDomain(domain: string): string {
  const url = /[^a-z0-9.-]/.test(domain) ? URL.parse(`http://${domain}`) : null;
  return url?.hostname || domain;
}
