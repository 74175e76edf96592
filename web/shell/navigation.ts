/** The main sections, in the order in which they are shown. A section appears as soon as pages.ts has its page. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { PAGES } from '../pages.ts';
import type { IconName } from '../parts/data/icon.tsx';

interface Section {
  href: string;
  /** Addresses below this one belong to the section too. */
  root: string;
  name: MessageDescriptor;
  icon: IconName;
}

const ALL: Section[] = [
  { href: '/', root: '/', name: msg`Overview`, icon: 'chart' },
  { href: '/alerts', root: '/alerts', name: msg`Alerts`, icon: 'bell' },
  { href: '/metrics', root: '/metrics', name: msg`Metrics`, icon: 'system' },
  { href: '/transactions', root: '/transactions', name: msg`Transactions`, icon: 'swap' },
  { href: '/leads', root: '/leads', name: msg`Leads`, icon: 'people' },
  { href: '/rules', root: '/rules', name: msg`Rules`, icon: 'bolt' },
  { href: '/projects', root: '/projects', name: msg`Projects`, icon: 'grid' },
  { href: '/settings/projects', root: '/settings', name: msg`Settings`, icon: 'settings' },
];

/** The sections that have a page. */
export function sections(): Section[] {
  return ALL.filter(({ href }) => PAGES.some(({ path }) => path === href));
}

/** Whether the page at `path` belongs to a section. */
export function isWithin(path: string, { root }: Section): boolean {
  return path === root || (root !== '/' && path.startsWith(`${root}/`));
}
