/** Pure: what a button of a message carries back to us: the act, and the delivery that it was sent with. */

/** What a button does. */
export type Act = 'acknowledge' | 'snooze';

export interface Place {
  tenant_id: string;
  project_id: string;
  id: string;
}

const LETTER: Record<Act, string> = { acknowledge: 'a', snooze: 's' };
const BUTTON = /^([as]) (dlv_\w+) (ten_\w+) (prj_\w+)$/;
const TAG = /^(dlv_\w+) (ten_\w+) (prj_\w+)$/;

/** The payload of a button, well below the 128 characters that templates take. */
export function buttonOf(act: Act, place: Place): string {
  return `${LETTER[act]} ${tagOf(place)}`;
}

/** Undefined for what is none of our buttons. */
export function readButton(payload: string): { act: Act; place: Place } | undefined {
  const [, letter, id, tenant_id, project_id] = BUTTON.exec(payload) ?? [];
  if (!id || !tenant_id || !project_id) return undefined;
  return { act: letter === 'a' ? 'acknowledge' : 'snooze', place: { id, tenant_id, project_id } };
}

/** Comes back with what WhatsApp reports of a message. */
export function tagOf({ id, tenant_id, project_id }: Place): string {
  return [id, tenant_id, project_id].join(' ');
}

export function readTag(tag: string): Place | undefined {
  const [, id, tenant_id, project_id] = TAG.exec(tag) ?? [];
  return id && tenant_id && project_id ? { id, tenant_id, project_id } : undefined;
}
