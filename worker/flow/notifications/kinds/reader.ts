/** Who a message goes to, asked anew when it goes out: whose membership or rights ended meanwhile gets nothing. */
import { ownSite } from '../../../base/http/site.ts';
import type { Delivery, DeliveryJob, Notice } from '../../../tenants/deliveries/index.ts';
import { noticesIn } from '../../../words/notices.ts';
import { maySee } from '../plan/plan.ts';
import { waysFor } from '../preferences/preferences.ts';
import type { BusinessEvent } from '../preferences/schema.ts';
import { findMember, findTold, type Member } from '../store.ts';

/** What a message may say about its reader and project. */
export interface Reading {
  person: Member;
  project: { id: string; name: string; timezone: string };
  /** Base of links. */
  site: string;
}

/** The reader of a delivery, or why they get nothing any more (a code). */
export async function readerOf(
  job: DeliveryJob,
  delivery: Delivery,
  event?: BusinessEvent,
): Promise<Reading | { suppressed: string }> {
  const { tenant_id, project_id, recipient } = delivery;
  const told = await findTold(job.db, { tenant_id, project_id });
  if (!told) return { suppressed: 'project_not_in_use' };
  const person = await findMember(job.db, { tenant_id, project_id }, recipient);
  if (!person) return { suppressed: 'not_a_member' };
  if (!maySee(person)) return { suppressed: 'not_allowed' };
  const wanted = waysFor(person.preferences, { severity: delivery.severity ?? 'info', event });
  if (!wanted.includes('email')) return { suppressed: 'switched_off' };
  return { person, project: { id: project_id, ...told }, site: ownSite(job.env) ?? '' };
}

/** The foot of every notification: why one gets it, where to change that. */
export function footOf({ person, project, site }: Reading): Pick<Notice, 'why' | 'locale'> {
  const words = noticesIn(person.locale);
  const url = `${site}/settings/notifications?project=${project.id}`;
  return { locale: person.locale, why: { text: words.why(project.name), label: words.change, url } };
}
