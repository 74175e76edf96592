/** A passkey in software, for tests: makes a key pair, signs challenges, and says whether it has checked its person. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const ORIGIN = 'https://signalbox.test';
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const base64url = (data: Buffer) => data.toString('base64url');

/** One authenticator with one credential. */
export class Authenticator {
  readonly id = randomBytes(32);
  /** Whether its person shows a finger, a face or a PIN. */
  verifies = true;
  private readonly key: KeyObject;
  private readonly point: { x: Buffer; y: Buffer };
  private counter = 0;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    this.key = privateKey;
    this.point = { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') };
  }

  /** What `navigator.credentials.create` gives for the options. */
  create({ challenge, rp }: { challenge: string; rp: { id: string } }, origin = ORIGIN) {
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, this.publicKey()]);
    const authData = Buffer.concat([this.head(rp.id, ATTESTED), credential]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), bytes(authData)],
    ]);
    return this.reply(clientData('webauthn.create', challenge, origin), {
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** What `navigator.credentials.get` gives for the options. */
  get({ challenge, rpId }: { challenge: string; rpId: string }, origin = ORIGIN) {
    const authData = this.head(rpId, 0);
    const client = clientData('webauthn.get', challenge, origin);
    const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), this.key);
    return this.reply(client, { authenticatorData: base64url(authData), signature: base64url(signature) });
  }

  private reply(client: Buffer, response: object) {
    const id = base64url(this.id);
    return {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' },
      response: { clientDataJSON: base64url(client), ...response },
    };
  }

  private head(rp: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.counter);
    return Buffer.concat([sha256(rp), Buffer.from([flags | PRESENT | (this.verifies ? VERIFIED : 0)]), counter]);
  }

  /** COSE: an ES256 key on P-256. */
  private publicKey(): Buffer {
    const { x, y } = this.point;
    return Buffer.concat([Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), bytes(x), Buffer.from([0x22]), bytes(y)]);
  }
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** CBOR: a short text. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
}

/** CBOR: bytes, at most 65,535. */
function bytes(value: Buffer): Buffer {
  const head = value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 255];
  return Buffer.concat([Buffer.from(head), value]);
}
