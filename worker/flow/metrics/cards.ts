/** The numbers that each industry looks at first, as data: the Overview's cards, and what reports tell. */
import type { Industry } from '../../tenants/orgs/index.ts';
import { coreMetrics, customMetrics, type Metric } from './catalogue.ts';

/** A metric id, or a custom event that the industry's pack names, with the label it has on the card. */
type Card = readonly [metric: string, label: string];

const CARDS: Record<Industry, readonly Card[]> = {
  ecommerce: [
    ['revenue', 'Revenue'],
    ['payments', 'Orders'],
    ['refunds', 'Refunds'],
    ['conversion', 'Conversion'],
  ],
  saas: [
    ['revenue', 'Revenue'],
    ['signups', 'Signups'],
    ['custom.saas.trial_started', 'Trials'],
    ['conversion', 'Conversion'],
  ],
  restaurant: [
    ['revenue', 'Revenue'],
    ['bookings', 'Bookings'],
    ['payments', 'Orders'],
    ['conversion', 'Conversion'],
  ],
  services: [
    ['revenue', 'Revenue'],
    ['bookings', 'Bookings'],
    ['custom.services.client_created', 'New clients'],
    ['conversion', 'Conversion'],
  ],
  fitness: [
    ['revenue', 'Revenue'],
    ['bookings', 'Bookings'],
    ['custom.fitness.member_joined', 'New members'],
    ['conversion', 'Conversion'],
  ],
  hospitality: [
    ['revenue', 'Revenue'],
    ['bookings', 'Bookings'],
    ['messages', 'Messages'],
    ['conversion', 'Conversion'],
  ],
  agency: [
    ['revenue', 'Revenue'],
    ['leads', 'Leads'],
    ['bookings', 'Bookings'],
    ['conversion', 'Conversion'],
  ],
  generic: [
    ['revenue', 'Revenue'],
    ['leads', 'Leads'],
    ['conversion', 'Conversion'],
  ],
};

/** The metrics of an industry's cards in their order, under the names they have there; of one that is not known, those of any business. */
export function cardMetrics(industry: Industry): Metric[] {
  const core = new Map(coreMetrics(industry).map((metric) => [metric.id, metric]));
  return (CARDS[industry] ?? CARDS.generic).map(([id, label]) => ({
    ...(core.get(id) ?? customMetrics(id)[0]!),
    label,
  }));
}
