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
} as const;

export type IconName = keyof typeof PATHS;

/** A 16 px line icon in the colour of the text around it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg
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
