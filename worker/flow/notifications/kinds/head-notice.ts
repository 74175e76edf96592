/** The mail with the signed head of a ledger: a line to be kept where nobody of ours can write. */
import type { Kind } from '../../../tenants/deliveries/index.ts';
import { noticesIn } from '../../../words/notices.ts';
import type { HeadRow } from '../../events/heads/index.ts';
import { footOf, readerOf } from './reader.ts';

/** The snapshot of a head: as `npm run verify -- --known` takes it. */
export interface HeadContent {
  day: string;
  head: Omit<HeadRow, 'tenant_id' | 'day'>;
}

export const headKind: Kind = {
  async compose(job, delivery) {
    const { day, head } = JSON.parse(delivery.content!) as HeadContent;
    const reading = await readerOf(job, delivery, { heads: true });
    if ('suppressed' in reading) return reading;
    const { to, project, site } = reading;
    const words = noticesIn(to.locale).heads;
    const notice = {
      ...footOf(reading),
      subject: words.subject(project.name, day),
      paragraphs: [words.text(project.name, day), words.keep],
      action: { label: words.action, url: `${site}/.well-known/signalbox-heads/${day}.json` },
      appendix: JSON.stringify(head),
    };
    return { to, notice };
  },
};
