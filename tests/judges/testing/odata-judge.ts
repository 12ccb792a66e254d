import { buildDotnetProject, runDotnetProgram } from './dotnet';

export interface JudgedAnswer {
  /** `fetched` are rows of FetchXML, which may hold values that the model does not declare. */
  readonly kind: 'rows' | 'fetched' | 'row' | 'service' | 'error' | 'answer' | 'property';
  /** Logical name of the table, or name of the complex type. */
  readonly type: string;
  readonly body: string;
}

export interface Case {
  readonly csdl: string;
  readonly root: string;
  readonly answers: readonly JudgedAnswer[];
  /** Relative to the root, not encoded. */
  readonly addresses: readonly string[];
}

/** What is wrong with each thing, or an empty text. */
export interface Verdict {
  readonly metadata: readonly string[];
  readonly answers: readonly string[];
  readonly addresses: readonly string[];
}

/** Asks Microsoft's OData libraries (Microsoft.OData.Core and Edm 8.4.4). */
export async function judgeOData(judged: Case): Promise<Verdict> {
  const program = await buildDotnetProject('tests/judges/odata');
  const { status, output, errors } = runDotnetProgram(program, { input: JSON.stringify(judged) });
  if (status !== 0) throw new Error(`The judge ended with ${status}: ${errors}`);
  return JSON.parse(output) as Verdict;
}
