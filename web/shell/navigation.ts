/** The main sections of the dashboard, in the order in which they are shown. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { IconName } from '../parts/data/icon.tsx';

interface Section {
  href: string;
  /** Addresses below this one belong to the section too. */
  root: string;
  name: MessageDescriptor;
  icon: IconName;
}

export const SECTIONS: Section[] = [
  { href: '/', root: '/', name: msg`Overview`, icon: 'chart' },
  { href: '/alerts', root: '/alerts', name: msg`Alerts`, icon: 'bell' },
  { href: '/metrics', root: '/metrics', name: msg`Metrics`, icon: 'system' },
  { href: '/transactions', root: '/transactions', name: msg`Transactions`, icon: 'swap' },
  { href: '/leads', root: '/leads', name: msg`Leads`, icon: 'people' },
  { href: '/reports', root: '/reports', name: msg`Reports`, icon: 'calendar' },
  { href: '/rules', root: '/rules', name: msg`Rules`, icon: 'bolt' },
  { href: '/projects', root: '/projects', name: msg`Projects`, icon: 'grid' },
  { href: '/settings/projects', root: '/settings', name: msg`Settings`, icon: 'settings' },
];

/** Whether the page at `path` belongs to a section. */
export function isWithin(path: string, { root }: Section): boolean {
  return path === root || (root !== '/' && path.startsWith(`${root}/`));
}
