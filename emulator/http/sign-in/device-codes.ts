import { randomBytes, randomInt } from 'node:crypto';
import type { Account } from './accounts';

/** Seconds in which someone has to enter the code. */
const LIFETIME = 900;
/** More codes than this are not kept waiting. */
const MOST_WAITING = 1000;
/** Letters and digits that nobody takes for each other. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export interface DeviceCode {
  readonly deviceCode: string;
  /** What a person enters. */
  readonly userCode: string;
  readonly expiresIn: number;
  /** Seconds to wait between two questions whether it was entered. */
  readonly interval: number;
}

interface Waiting extends DeviceCode {
  readonly clientId: string;
  readonly expires: number;
  state: { readonly kind: 'pending' } | { readonly kind: 'declined' } | Approved;
}

interface Approved {
  readonly kind: 'approved';
  readonly account: Account;
}

/** Codes of devices that wait for a person to sign in. */
export class DeviceCodes {
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly now: () => Date) {}

  begin(clientId: string): DeviceCode {
    const code: Waiting = {
      deviceCode: randomBytes(32).toString('base64url'),
      userCode: Array.from({ length: 9 }, () => letters[randomInt(letters.length)] ?? '').join(''),
      expiresIn: LIFETIME,
      interval: 1,
      clientId,
      expires: this.now().getTime() + 1000 * LIFETIME,
      state: { kind: 'pending' },
    };
    const oldest = this.waiting.keys().next();
    if (this.waiting.size >= MOST_WAITING && oldest.done !== true) this.waiting.delete(oldest.value);
    this.waiting.set(code.deviceCode, code);
    return code;
  }

  /** Enters a code for an account, or declines it without one; false when no device waits with that code. */
  enter(userCode: string, account: Account | undefined): boolean {
    const wanted = userCode.trim().toUpperCase();
    const code = [...this.waiting.values()].find((candidate) => candidate.userCode === wanted);
    if (code?.state.kind !== 'pending' || this.isExpired(code)) return false;
    code.state = account === undefined ? { kind: 'declined' } : { kind: 'approved', account };
    return true;
  }

  /** What a device that asks is told; an approved code is good for one answer. */
  ask(deviceCode: string, clientId: string): 'unknown' | 'expired' | 'pending' | 'declined' | Account {
    const code = this.waiting.get(deviceCode);
    if (code === undefined || code.clientId !== clientId) return 'unknown';
    if (this.isExpired(code)) return 'expired';
    if (code.state.kind !== 'approved') return code.state.kind;
    this.waiting.delete(deviceCode);
    return code.state.account;
  }

  private isExpired({ expires }: Waiting): boolean {
    return expires <= this.now().getTime();
  }
}
