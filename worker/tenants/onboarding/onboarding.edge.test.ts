import { describe, expect, it } from 'vitest';
import { newPerson } from '../../testing/person.ts';

const answers = { business_name: 'Acme', industry: 'saas', timezone: 'UTC' };

describe('onboarding', () => {
  it('makes five workspaces a person and no more, however many calls arrive together', async () => {
    const person = await newPerson();
    const onboard = () => person.call('POST', '/v1/onboarding', answers);
    for (let round = 0; round < 6; round++) await Promise.all(Array.from({ length: 5 }, onboard));
    const { tenants } = (await person.call('GET', '/v1/auth/session')).body;
    expect(tenants).toHaveLength(5);
    expect((await onboard()).body.code).toBe('tenant.too_many');
  });

  it('takes no name that hides or links something', async () => {
    const person = await newPerson();
    for (const business_name of ['Acme\u202e', 'Acme\u0000', 'Claim it: https://evil.test', 'www.evil.test']) {
      const reply = await person.call('POST', '/v1/onboarding', { ...answers, business_name });
      expect([business_name, reply.status]).toEqual([business_name, 422]);
      expect((await person.call('PATCH', '/v1/auth/profile', { name: business_name })).status).toBe(422);
    }
  });
});
