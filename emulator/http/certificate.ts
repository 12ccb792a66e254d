import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate that no authority has signed, with its key, in PEM. */
export interface LocalCertificate {
  readonly cert: string;
  readonly key: string;
  /** Where the certificate stands, for those who are to trust it. */
  readonly file: string;
}

const day = 24 * 60 * 60 * 1000;
const validDays = 365;
/** One that ends sooner is made anew, so that it does not end while it is used. */
const leastDaysLeft = 7;

/**
 * The certificate of a folder for `localhost`, 127.0.0.1 and ::1: the one that is there, or, when there is none or it
 * ends within a week, a new one. Only the folder's owner may read the key.
 * @throws Error when the folder cannot be used, or holds a file that is no certificate.
 */
export async function certificateIn(folder: string, now = new Date()): Promise<LocalCertificate> {
  const file = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'key.pem');
  if (existsSync(file) && existsSync(keyFile)) {
    const kept = { cert: readFileSync(file, 'utf8'), key: readFileSync(keyFile, 'utf8'), file };
    if (endOf(kept).getTime() - now.getTime() > leastDaysLeft * day) return kept;
  }
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'local Dataverse' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - day),
    notAfterDate: new Date(now.getTime() + validDays * day),
    extensions: [
      // What is trusted is the certificate itself; it signs no other.
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(file, cert);
  return { cert, key, file };
}

function endOf({ cert, file }: LocalCertificate): Date {
  try {
    return new Date(new X509Certificate(cert).validTo);
  } catch (error) {
    throw new Error(`${file} is no certificate: ${(error as Error).message}`, { cause: error });
  }
}
