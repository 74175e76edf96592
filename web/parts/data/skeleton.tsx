/** A grey stand-in with the size of what will come. */
import './skeleton.css';
import type { JSX } from 'preact';

type Shape = 'text' | 'title' | 'value' | 'short' | 'control' | 'wide' | 'spark';

/** One block; the region around it says that it is loading. */
export function Skeleton({ shape = 'text' }: { shape?: Shape }): JSX.Element {
  return <span class={`skeleton skeleton-${shape}`} aria-hidden="true" />;
}
