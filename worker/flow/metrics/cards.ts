/** The numbers that each industry looks at first, as data: the Overview's cards, and what reports tell. */
import type { Industry } from '../../tenants/orgs/index.ts';
import { coreMetrics, customMetrics, type Metric } from './catalogue.ts';

/** A metric id, or a custom event that the industry's pack names, its label, and the card that it explains and stands under. */
type Card = readonly [metric: string, label: string, under?: string];

/** What was earned, and below it what came in and what was given back. */
const MONEY: readonly Card[] = [
  ['net_revenue', 'Net revenue'],
  ['revenue', 'Revenue', 'net_revenue'],
  ['refunds_amount', 'Refunded', 'net_revenue'],
];

const CARDS: Record<Industry, readonly Card[]> = {
  ecommerce: [
    ...MONEY.slice(0, 2),
    ['payments', 'Orders'],
    ['refunds_amount', 'Refunded'],
    ['refunds', 'Refunds', 'refunds_amount'],
    ['conversion', 'Conversion'],
  ],
  saas: [...MONEY, ['signups', 'Signups'], ['custom.saas.trial_started', 'Trials'], ['conversion', 'Conversion']],
  restaurant: [...MONEY, ['bookings', 'Bookings'], ['payments', 'Orders'], ['conversion', 'Conversion']],
  services: [
    ...MONEY,
    ['bookings', 'Bookings'],
    ['custom.services.client_created', 'New clients'],
    ['conversion', 'Conversion'],
  ],
  fitness: [
    ...MONEY,
    ['bookings', 'Bookings'],
    ['custom.fitness.member_joined', 'New members'],
    ['conversion', 'Conversion'],
  ],
  hospitality: [...MONEY, ['bookings', 'Bookings'], ['messages', 'Messages'], ['conversion', 'Conversion']],
  agency: [...MONEY, ['leads', 'Leads'], ['bookings', 'Bookings'], ['conversion', 'Conversion']],
  generic: [...MONEY, ['leads', 'Leads'], ['conversion', 'Conversion']],
};

/** The metrics of an industry's cards in their order, under the names they have there; of one that is not known, those of any business. */
export function cardMetrics(industry: Industry): (Metric & { under?: string })[] {
  const core = new Map(coreMetrics(industry).map((metric) => [metric.id, metric]));
  return (CARDS[industry] ?? CARDS.generic).map(([id, label, under]) => ({
    ...(core.get(id) ?? customMetrics(id)[0]!),
    label,
    ...(under && { under }),
  }));
}
