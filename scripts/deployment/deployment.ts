import type { WebApi } from './web-api';

/** What a deployment does its work with. */
export interface Deployment {
  readonly api: WebApi;
  say(line: string): void;
  wait(milliseconds: number): Promise<void>;
  /** Milliseconds; anything that grows. */
  now(): number;
  /** When to stop waiting for what the environment does, in `now`'s milliseconds. */
  readonly deadline: number;
  /** Milliseconds between two looks at a job that runs. */
  readonly pollEvery?: number;
  /** The command line that takes up an import job that goes on in the environment. */
  resumeCommand(importJobId: string): string;
  /** Told of the import job that goes on in the environment, and when it has ended. */
  onImportJob?(importJobId: string | undefined): void;
}

export class DeploymentFailure extends Error {
  override readonly name = 'DeploymentFailure';
}

/** Longest silence in milliseconds: some pipelines end what says nothing. */
const longestSilence = 25_000;

/** Says that it goes on, with the minutes since it began, until the work has ended. */
export async function withSignsOfLife<T>(
  { say, now }: Pick<Deployment, 'say' | 'now'>,
  what: string,
  work: Promise<T>,
  every = longestSilence,
): Promise<T> {
  const began = now();
  const timer = setInterval(() => {
    say(`  ${what} goes on (${minutes(now() - began)})`);
  }, every);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

function minutes(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

/** Says a line when it is new, and the same one again before the silence gets too long. */
export function steadyVoice({ say, now }: Pick<Deployment, 'say' | 'now'>): (line: string) => void {
  const began = now();
  let last = { line: '', at: -Infinity };
  return (line) => {
    const isNew = line !== last.line;
    if (!isNew && now() - last.at < longestSilence) return;
    say(isNew ? line : `${line} (${minutes(now() - began)})`);
    last = { line, at: now() };
  };
}
