/** When something happened, by the clock of the project. */
import type { JSX } from 'preact';
import type { Project } from '../base/api/types.ts';
import { formatMoment } from '../base/words/format.ts';

/** A moment as text; machines read the exact one. */
export function When({ at, project }: { at: string; project: Project }): JSX.Element {
  return <time dateTime={at}>{formatMoment(at, project.timezone)}</time>;
}
