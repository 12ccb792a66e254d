import type { FormColumn } from '../facts/page-facts';
import { pageTexts, type PageTexts } from '../facts/page-texts';
import type { App } from './app';
import { element } from './elements';
import { FormCommands } from './form-commands';
import type { FormRecord } from './form-record';
import { tabList } from './tabs';

/** The form around the control: the commands, the record's name and state, a tab with the control, one with columns. */
export class FormView {
  readonly element: HTMLElement;
  /** One for each copy of the control. */
  readonly controlSections: readonly HTMLElement[];
  readonly #texts: PageTexts;
  readonly #commands: FormCommands;
  readonly #title = element('h1', {});
  readonly #status = element('span', { class: 'save-status', role: 'status' });
  readonly #state = element('span', { class: 'status-badge' });
  readonly #notice = element('p', { class: 'form-notice', hidden: true });
  readonly #fields = element('div', { class: 'fields' });

  constructor(
    private readonly app: App,
    private readonly record: FormRecord,
  ) {
    const { form, settings } = app.facts;
    const texts = (this.#texts = pageTexts(settings.language.id));
    this.#commands = new FormCommands(app, record);
    this.controlSections = Array.from({ length: settings.controls }, () => this.#controlSection());
    const summary = element('section', { class: 'form-section', 'aria-label': texts('Summary') });
    summary.append(element('h2', {}, texts('Summary')), this.#fields);
    const general = element('div', {}, summary);
    const members = element('div', {}, ...this.controlSections);
    const tabs = tabList([
      { label: texts(form.controlLabel), panel: members },
      { label: texts('General'), panel: general },
    ]);
    const name = element(
      'div',
      { class: 'form-title' },
      element('div', { class: 'heading' }, this.#title, this.#status),
      element('p', { class: 'table-name' }, texts(form.tableLabel)),
    );
    const state = element(
      'p',
      { class: 'form-status' },
      element('span', {}, texts('Status reason')),
      this.#state,
    );
    this.element = element(
      'main',
      { class: 'form' },
      this.#commands.element,
      element('header', { class: 'form-head' }, name, state, tabs),
      this.#notice,
      members,
      general,
    );
    if (settings.width > 0) this.element.style.width = `${settings.width}px`;
    record.subscribe((change) => this.#show(change.kind !== 'value'));
    this.#show(true);
  }

  #controlSection(): HTMLElement {
    const label = this.#texts(this.app.facts.form.controlLabel);
    const section = element('section', { class: 'form-section control-section', 'aria-label': label });
    section.append(element('h2', {}, label));
    return section;
  }

  #show(withFields: boolean): void {
    const { form, user, settings } = this.app.facts;
    const texts = this.#texts;
    const readOnly = settings.formReadOnly || !user.canWrite || this.record.isInactive;
    const name = this.record.text(form.titleColumn) || texts('New {0}', texts(form.tableLabel));
    this.#title.textContent = name;
    document.title = `${texts(form.tableLabel)}: ${name}`;
    const isNew = this.record.id === undefined;
    this.#status.textContent = texts(this.record.isDirty || isNew ? 'Unsaved changes' : 'Saved');
    this.#commands.show(readOnly);
    this.#state.textContent = texts(this.record.text('statuscode')) || '---';
    this.#notice.hidden = !readOnly;
    this.#notice.textContent = texts(
      this.record.isInactive
        ? 'Read-only: this record is inactive.'
        : 'Read-only: you may not change this record.',
    );
    if (withFields) {
      this.#fields.replaceChildren(...form.columns.map((column) => this.#field(column, readOnly)));
    }
  }

  #field({ name, label, maxLength }: FormColumn, readOnly: boolean): HTMLElement {
    const text = this.record.text(name);
    const heading = element('span', {}, this.#texts(label));
    if (name !== this.app.facts.form.titleColumn || readOnly) {
      return element('div', {}, heading, element('span', {}, this.#texts(text) || '---'));
    }
    const input = element('input', { type: 'text', maxlength: String(maxLength ?? 100) });
    input.value = text;
    input.addEventListener('input', () => this.record.set(name, input.value || null));
    return element('label', {}, heading, input);
  }
}
