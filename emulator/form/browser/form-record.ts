import type { FormFacts } from '../facts/page-facts';
import type { XrmRecord, XrmWebApi } from '../xrm/xrm-web-api';

export type ColumnValue = string | number | boolean | null;

/** What a listener of the record is told. */
export type RecordChange =
  | { readonly kind: 'value'; readonly column: string }
  /** `created` when this was the first save of a new record. */
  | { readonly kind: 'saved'; readonly created: boolean }
  /** The values were read again, or another record is shown. */
  | { readonly kind: 'loaded'; readonly otherRecord: boolean }
  /** What the server has was read again; what was changed on the form stays changed. */
  | { readonly kind: 'refreshed' };

const formatted = '@OData.Community.Display.V1.FormattedValue';

/** The record a form shows: what the server has, what was changed and not saved. */
export class FormRecord {
  #id: string | undefined;
  #stored: XrmRecord = {};
  readonly #changes = new Map<string, ColumnValue>();
  readonly #listeners = new Set<(change: RecordChange) => void>();

  constructor(
    private readonly form: FormFacts,
    private readonly webApi: XrmWebApi,
    id: string | undefined,
  ) {
    this.#id = id;
  }

  get id(): string | undefined {
    return this.#id;
  }

  get isDirty(): boolean {
    return this.#changes.size > 0;
  }

  /** Inactive records are shown on read-only forms. */
  get isInactive(): boolean {
    return this.#stored['statecode'] === 1;
  }

  value(column: string): ColumnValue {
    if (this.#changes.has(column)) return this.#changes.get(column) ?? null;
    return (this.#stored[column] as ColumnValue | undefined) ?? null;
  }

  /** The value as the server formats it for people. */
  text(column: string): string {
    const unchanged = !this.#changes.has(column);
    const label = unchanged ? this.#stored[column + formatted] : undefined;
    if (typeof label === 'string') return label;
    const value = this.value(column);
    return typeof value === 'object' ? '' : String(value);
  }

  set(column: string, value: ColumnValue): void {
    if (this.value(column) === value) return;
    if (((this.#stored[column] as ColumnValue | undefined) ?? null) === value) this.#changes.delete(column);
    else this.#changes.set(column, value);
    this.#tell({ kind: 'value', column });
  }

  subscribe(listener: (change: RecordChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the record, and drops what was not saved. */
  async load(): Promise<void> {
    await this.#read();
    this.#tell({ kind: 'loaded', otherRecord: false });
  }

  /** Shows what the server has by now; unsaved changes stay. A read that fails leaves the form as it is. */
  async readAgain(): Promise<void> {
    const changes = [...this.#changes];
    try {
      await this.#read();
    } catch {
      return;
    }
    for (const [column, value] of changes) this.#changes.set(column, value);
    this.#tell({ kind: 'refreshed' });
  }

  /** Shows another record of the same table in this form. */
  async open(id: string): Promise<void> {
    this.#id = id;
    await this.#read();
    this.#tell({ kind: 'loaded', otherRecord: true });
  }

  async save(): Promise<void> {
    const created = this.#id === undefined;
    if (!created && !this.isDirty) return;
    const values = Object.fromEntries(this.#changes);
    if (this.#id === undefined) this.#id = (await this.webApi.createRecord(this.form.table, values)).id;
    else await this.webApi.updateRecord(this.form.table, this.#id, values);
    await this.#read();
    this.#tell({ kind: 'saved', created });
  }

  async #read(): Promise<void> {
    if (this.#id === undefined) {
      this.#stored = {};
    } else {
      const columns = new Set(['statecode', ...this.form.columns.map((column) => column.name)]);
      columns.add(this.form.controlColumn.name).add(this.form.titleColumn);
      const select = `?$select=${[...columns].join(',')}`;
      this.#stored = await this.webApi.retrieveRecord(this.form.table, this.#id, select);
    }
    this.#changes.clear();
  }

  #tell(change: RecordChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
