/** What every part of the form is given. */
import type { Terms } from '../rule-types.ts';
import type { Draft } from './draft.ts';
import type { Faults } from './read-draft.ts';

export interface Part {
  draft: Draft;
  terms: Terms;
  /** Messages below fields, by the API's names of the fields. */
  faults: Faults;
  change: (patch: Partial<Draft>) => void;
}
