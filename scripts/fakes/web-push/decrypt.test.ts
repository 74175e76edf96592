import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { decryptPush } from './decrypt.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

test('opens the example of RFC 8291, appendix A', () => {
  const private_key = createECDH('prime256v1');
  private_key.setPrivateKey(bytes('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94'));
  const body = bytes(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
  const auth = bytes('BTBZMqHH6r4Tts7J_aSIgg');
  const device = { private_key, public_key: private_key.getPublicKey(), auth };
  expect(decryptPush(body, device)).toBe('When I grow up, I want to be a watermelon');
  body[body.length - 1]! ^= 1;
  expect(() => decryptPush(body, device)).toThrow();
});
