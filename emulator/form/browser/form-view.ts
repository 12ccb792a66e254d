import type { FormColumn } from '../facts/page-facts';
import type { App } from './app';
import { confirmDialog, errorDialog } from './dialogs';
import { button, element } from './elements';
import type { FormRecord } from './form-record';

/** The form around the control: the record's name, the commands and the columns. */
export class FormView {
  readonly element: HTMLElement;
  /** One for each copy of the control. */
  readonly controlSections: readonly HTMLElement[];
  readonly #title = element('h1', {});
  readonly #status = element('span', { class: 'save-status', role: 'status' });
  readonly #notice = element('p', { class: 'form-notice', hidden: true });
  readonly #fields = element('div', { class: 'fields' });
  readonly #save = button('Save', () => void this.#attempt(() => this.record.save()));

  constructor(
    private readonly app: App,
    private readonly record: FormRecord,
  ) {
    const { form, settings } = app.facts;
    this.controlSections = Array.from({ length: settings.controls }, () => this.#controlSection());
    const refresh = button('Refresh', () => void this.#refresh());
    const commands = element('div', { class: 'commands', role: 'toolbar', 'aria-label': 'Commands' });
    commands.append(this.#save, refresh, element('a', { href: '/' }, 'All forms'));
    const heading = element('div', { class: 'heading' }, this.#title, this.#status);
    const summary = element('section', { class: 'form-section', 'aria-label': 'Summary' });
    summary.append(element('h2', {}, 'Summary'), this.#fields);
    this.element = element(
      'main',
      { class: 'form' },
      element('header', {}, commands, heading, element('p', { class: 'table-name' }, form.tableLabel)),
      this.#notice,
      summary,
      ...this.controlSections,
    );
    if (settings.width > 0) this.element.style.width = `${settings.width}px`;
    record.subscribe((change) => this.#show(change.kind !== 'value'));
    this.#show(true);
  }

  #controlSection(): HTMLElement {
    const label = this.app.facts.form.controlLabel;
    const section = element('section', { class: 'form-section control-section', 'aria-label': label });
    section.append(element('h2', {}, label));
    return section;
  }

  #show(withFields: boolean): void {
    const { form, user, settings } = this.app.facts;
    const readOnly = settings.formReadOnly || !user.canWrite || this.record.isInactive;
    const name = this.record.text(form.titleColumn) || `New ${form.tableLabel}`;
    this.#title.textContent = name;
    document.title = `${form.tableLabel}: ${name}`;
    const isNew = this.record.id === undefined;
    this.#status.textContent = this.record.isDirty || isNew ? 'Unsaved changes' : 'Saved';
    this.#save.disabled = readOnly;
    this.#notice.hidden = !readOnly;
    this.#notice.textContent = this.record.isInactive
      ? 'Read-only: this record is inactive.'
      : 'Read-only: you may not change this record.';
    if (withFields) {
      this.#fields.replaceChildren(...form.columns.map((column) => this.#field(column, readOnly)));
    }
  }

  #field(column: FormColumn, readOnly: boolean): HTMLElement {
    const text = this.record.text(column.name);
    if (column.name !== this.app.facts.form.titleColumn || readOnly) {
      return element('div', {}, element('span', {}, column.label), element('span', {}, text || '---'));
    }
    const input = element('input', { type: 'text', maxlength: String(column.maxLength ?? 100) });
    input.value = text;
    input.addEventListener('input', () => this.record.set(column.name, input.value || null));
    return element('label', {}, element('span', {}, column.label), input);
  }

  async #refresh(): Promise<void> {
    const strings = { title: 'Unsaved changes', text: 'Refreshing drops what was not saved.' };
    if (this.record.isDirty && !(await confirmDialog(strings)).confirmed) return;
    await this.#attempt(() => this.record.load());
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { message, errorCode } = error as { message: string; errorCode?: number };
      await errorDialog({ message, ...(errorCode === undefined ? {} : { errorCode }) });
    }
  }
}
