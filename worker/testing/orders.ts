/** Orders as an honest shop sends them: with everything that a filter for personal data has to look at. */

/** The payload of the order number `i`: two addresses, three phones, a browser and what was bought. */
export function orderOf(i: number): Record<string, unknown> {
  const item = { sku: `8512${i}A`, name: 'White hanging heart', qty: 2, price: '12.50', gtin: '4006381333931' };
  return {
    email: `ana.${i}@example.com`,
    billing_email: `billing.${i}@example.com`,
    phone: `+44 20 7946 ${1_000 + i}`,
    address: { street: `${i} High Street`, postcode: 'EC1A 1BB', phone: `020 7946 ${1_000 + i}` },
    created_at: '2026-11-20T08:26:00.000Z',
    ip: `203.0.113.${i % 250}`,
    user_agent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.6613.120',
    url: `https://shop.example.com/products/${i}?utm_source=mail&gclid=Cj0KCQiA${i}`,
    items: [item, item, item],
    note: 'Please deliver before 10:30 on 21.11.2026, ring twice and call 07700 900123 if nobody opens.',
  };
}
