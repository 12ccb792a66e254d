import type { Input } from './connector-client';
import type { Environment } from './environment';

export type MakeInput = (environment: Environment) => Input;

/** How an operation is tried. */
export interface OperationCase {
  readonly good: MakeInput;
  readonly status: number;
  readonly bad: MakeInput;
  /** What the refusal of the bad input says. */
  readonly refusal: RegExp;
  /** Names a row that is not there; absent where 404 is impossible. */
  readonly missing?: MakeInput;
  readonly never404?: Never404;
  /** It works without a call to Dataverse, so that nothing can be answered 429. */
  readonly asksNobody?: true;
}

/** Why an operation never answers 404, and what it answers for what is not there. */
export interface Never404 {
  readonly why: string;
  readonly input: MakeInput;
  readonly status: number;
  readonly answer: object | undefined;
}

/** The id of no row. */
export const nobody = '00000000-0000-4000-8000-00000000dead';
/** A list names no row: it is empty when its filter finds nothing. */
export const emptyList = ($filter: string): Never404 => ({
  why: 'a list without rows is empty',
  input: () => ({ parameters: { $filter } }),
  status: 200,
  answer: { value: [] },
});
export const badFilter: MakeInput = () => ({ parameters: { $filter: 'statuscode equals 1' } });
export const badOrder: MakeInput = () => ({ parameters: { $orderby: 'nonsense asc' } });

export const ofNobody =
  (name: string, body?: unknown, more: Readonly<Record<string, unknown>> = {}): MakeInput =>
  () => ({
    parameters: { [name]: nobody, ...more },
    ...(body === undefined ? {} : { body }),
  });
export const ofText =
  (name: string, body?: unknown, more: Readonly<Record<string, unknown>> = {}): MakeInput =>
  () => ({
    parameters: { [name]: 'VIPs', ...more },
    ...(body === undefined ? {} : { body }),
  });
export const tooLong = 'x'.repeat(101);
export const notAGuid = /not a GUID|GUID|Guid/;
