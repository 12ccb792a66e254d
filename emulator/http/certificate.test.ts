import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateIn } from './certificate';

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'certificate-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const daysLater = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000);

it('a certificate is made for the names of this machine and signs no other', async () => {
  const { cert, file } = await certificateIn(join(folder, 'new'));
  const read = new X509Certificate(cert);
  expect(read.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  expect(read.ca).toBe(false);
  expect(new Date(read.validTo).getTime()).toBeGreaterThan(daysLater(300).getTime());
  expect(file).toBe(join(folder, 'new', 'certificate.pem'));
});

it('a certificate is for a server, under an elliptic curve, and was valid yesterday', async () => {
  const now = daysLater(0);
  const read = new X509Certificate((await certificateIn(folder, now)).cert);
  expect(read.subject).toBe('CN=local Dataverse');
  expect(read.publicKey.asymmetricKeyType).toBe('ec');
  expect(read.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(Math.abs(new Date(read.validFrom).getTime() - daysLater(-1).getTime())).toBeLessThan(60_000);
});

it('a certificate without its key is made anew', async () => {
  const first = await certificateIn(folder);
  rmSync(join(folder, 'key.pem'));
  expect((await certificateIn(folder)).cert).not.toBe(first.cert);
});

it('the key is its owner’s alone', async () => {
  await certificateIn(folder);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'key.pem')).mode & 0o077).toBe(0);
});

it('what was made is found again, until it is about to end', async () => {
  const first = await certificateIn(folder);
  expect(await certificateIn(folder)).toEqual(first);
  expect(await certificateIn(folder, daysLater(350))).toEqual(first);
  expect((await certificateIn(folder, daysLater(360))).cert).not.toBe(first.cert);
});

it('a file that is no certificate is named and left', async () => {
  const file = join(folder, 'certificate.pem');
  writeFileSync(file, 'nothing');
  writeFileSync(join(folder, 'key.pem'), 'nothing');
  await expect(certificateIn(folder)).rejects.toThrow(`${file} is no certificate: `);
});
