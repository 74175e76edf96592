/** The icon set: one stroke style on a 16 px grid, always decorative. */
import type { JSX } from 'preact';

const PATHS = {
  up: 'M8 13V3m-4 4 4-4 4 4',
  down: 'M8 3v10m-4-4 4 4 4-4',
  same: 'M3 8h10',
  left: 'm10 3-5 5 5 5',
  right: 'm6 3 5 5-5 5',
  chevron: 'm4 6 4 4 4-4',
  copy: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  critical: 'M5.3 2h5.4L14 5.3v5.4L10.7 14H5.3L2 10.7V5.3zM8 5v3.5m0 2.3v.2',
  alert: 'M8 2 1.5 13.5h13zM8 6.5v3.2m0 1.8v.2',
  retry: 'M13 3v3.5H9.5M13 6.2A5.3 5.3 0 1 0 13.3 9',
  offline: 'm2 2 12 12M3 7a7.4 7.4 0 0 1 2.4-1.6M13 7a7.4 7.4 0 0 0-4.8-2.2M5.2 9.6a4 4 0 0 1 2-1M8 12.5v.2',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1v1.3m0 11.4V15M1 8h1.3m11.4 0H15M3 3l1 1m8 8 1 1m0-10-1 1m-8 8-1 1',
  moon: 'M13.2 9.6A5.8 5.8 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.8h11M5.3 2v3m5.4-3v3',
  chart: 'M2 13.5h12M3.5 10.2l3-3.7 2.6 2.4 3.4-4.9',
  settings: 'M2 5h6.2m4.2 0H14M2 11h1.6m4.2 0H14M10.3 3.1v3.8M5.7 9.1v3.8',
  close: 'm4 4 8 8m0-8-8 8',
  more: 'M3 7.6h.8v.8H3zM7.6 7.6h.8v.8h-.8zM12.2 7.6h.8v.8h-.8z',
  key: 'M10.2 2.3a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M7.6 8.4l-5.3 5.3M4.2 11.8l1.9 1.9',
  bell: 'M3.5 11.5h9c-1-1-1.3-2-1.3-4.3a3.2 3.2 0 0 0-6.4 0c0 2.3-.3 3.3-1.3 4.3M6.8 13.8h2.4',
  bolt: 'M8.8 1.8 3.5 9h4l-.6 5.2L12.5 7h-4z',
  list: 'M2.5 4h.2m-.2 4h.2m-.2 4h.2M5.5 4h8m-8 4h8m-8 4h8',
  swap: 'M2.5 5.5h10.5m-3-3 3 3-3 3M13.5 10.5H3m3-3-3 3 3 3',
  people:
    'M6 3a2.3 2.3 0 1 0 0 4.6A2.3 2.3 0 0 0 6 3M1.8 13.3c0-2.4 1.8-3.7 4.2-3.7s4.2 1.3 4.2 3.7M10.7 3.3a2.2 2.2 0 0 1 0 4.1M12 9.900c1.4.5 2.2 1.6 2.2 3.4',
  grid: 'M2.5 2.5h4.3v4.3H2.5zM9.2 2.5h4.3v4.3H9.2zM2.5 9.2h4.3v4.3H2.5zM9.2 9.2h4.3v4.3H9.2z',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9m3.3 7.8L14 14',
  filter: 'M2 3.5h12M4.5 8h7M6.5 12.5h3',
  download: 'M8 2.5v7.5m-3-3 3 3 3-3M2.5 13.5h11',
  external: 'M6.5 3.5h-4v10h10v-4M9.5 2.5h4v4m0-4-6 6',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2m0 2.8V8l2.2 1.5',
  lock: 'M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  phone: 'M3.2 2.5h2.6l1.2 3-1.6 1.1a8 8 0 0 0 4 4l1.1-1.6 3 1.2v2.6c-6 .4-10.7-4.3-10.3-10.3',
  mail: 'M2 3.5h12v9H2zm0 .7 6 4.3 6-4.3',
  edit: 'M10.5 2.8 13.2 5.5 5.5 13.2l-3.2.5.5-3.2z',
  trash: 'M2.5 4.5h11M6 4.5v-2h4v2m-6 0 .7 9h6.6l.7-9',
  pause: 'M5.5 3v10m5-10v10',
  play: 'M4.5 2.8v10.4L13 8z',
  undo: 'M6 3 2.8 6.2 6 9.4M3 6.2h6.5a3.6 3.6 0 0 1 0 7.2H6',
  flag: 'M3.5 14V2.5h9l-2 3 2 3h-9',
  contrast: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2v12',
  globe: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2m-6 6h12M8 2c-4.5 4-4.5 8 0 12 4.5-4 4.5-8 0-12',
  info: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2m0 5.2v4M8 4.8V5',
  signOut: 'M6.5 2.5h-4v11h4M10.5 5 13.5 8l-3 3m3-3H6',
} as const;

/** Icons that point along the line: they are mirrored where text runs from right to left. */
const DIRECTED = new Set<string>(['left', 'right', 'list', 'external', 'undo', 'signOut', 'play']);

export type IconName = keyof typeof PATHS;

/** Every icon by name. */
export const ICONS = Object.keys(PATHS) as IconName[];

/** A 16 px line icon in the colour of the text around it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg
      class={DIRECTED.has(name) ? 'icon-directed' : undefined}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
