/** The types of this page, from the API, and what every part of it needs to know of the project. */
import type { Alert, NoiseReport } from '../../../worker/flow/alerts/schema.ts';
import type {
  Preview,
  PreviewAlert,
  PreviewInput,
  Rule,
  RuleFields,
  RuleInput,
  RulePatch,
  RuleTemplate,
  Where,
} from '../../../worker/flow/rules/schema.ts';
import type { Project } from '../../base/api/types.ts';

export type {
  Alert,
  NoiseReport,
  Preview,
  PreviewAlert,
  PreviewInput,
  Project,
  Rule,
  RuleFields,
  RuleInput,
  RulePatch,
  RuleTemplate,
  Where,
};

export type RuleType = Rule['type'];
export type Unit = 'count' | 'money' | 'ratio' | 'percent';

/** What a rule's numbers mean: the project's currency and zone, and the metrics it can be about. */
export interface Terms {
  currency: string;
  timezone: string;
  metrics: Map<string, { label: string; unit: Unit }>;
}

/** The fields that say what a rule watches; those left out are the type's defaults. */
export type Watched = Pick<RuleFields, 'type'> & Partial<RuleFields>;
