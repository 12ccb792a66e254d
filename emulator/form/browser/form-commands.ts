import { segmentName } from '../../../segments/table-names';
import { pageTexts } from '../facts/page-texts';
import type { OperationRequest } from '../xrm/xrm-operation';
import type { App } from './app';
import { confirmDialog, errorDialog } from './dialogs';
import { button, element } from './elements';
import type { FormRecord } from './form-record';
import { addressOf, addressOfList } from './navigation';

/** The command bar of a form. */
export class FormCommands {
  readonly element: HTMLElement;
  readonly #changing: readonly HTMLButtonElement[];
  readonly #publish: HTMLButtonElement;

  constructor(
    private readonly app: App,
    private readonly record: FormRecord,
  ) {
    const { form, settings } = app.facts;
    const texts = pageTexts(settings.language.id);
    const command = (label: string, icon: string, act: () => Promise<void>): HTMLButtonElement =>
      button(texts(label), () => void this.#attempt(act), { 'data-icon': icon });
    const save = command('Save', 'save', () => record.save());
    const saveAndClose = command('Save & Close', 'save-close', async () => {
      await record.save();
      window.location.assign(addressOfList(form.table));
    });
    const fresh = element('a', { href: addressOf(form.table), 'data-icon': 'new' }, texts('New'));
    const refresh = command('Refresh', 'refresh', () => this.#refresh());
    this.#publish = command('Publish', 'publish', () => this.#publishSegment());
    this.#changing = [save, saveAndClose, this.#publish];
    this.element = element('div', { class: 'commands', role: 'toolbar', 'aria-label': texts('Commands') });
    this.element.append(save, saveAndClose, fresh, refresh, this.#publish);
  }

  /** Commands that change the record are off where that is not possible. */
  show(readOnly: boolean): void {
    for (const each of this.#changing) each.disabled = readOnly;
    this.#publish.disabled ||= this.record.id === undefined;
  }

  async #refresh(): Promise<void> {
    const texts = pageTexts(this.app.facts.settings.language.id);
    const strings = {
      title: texts('Unsaved changes'),
      text: texts('Refreshing drops what was not saved.'),
      confirmButtonLabel: texts('OK'),
      cancelButtonLabel: texts('Cancel'),
    };
    if (this.record.isDirty && !(await confirmDialog(strings)).confirmed) return;
    await this.record.load();
  }

  /** Saves what is not saved, then publishes the segment that belongs to the record. */
  async #publishSegment(): Promise<void> {
    await this.record.save();
    const segmentId = await this.#segmentId();
    const { settings } = this.app.facts;
    if (segmentId === undefined)
      throw new Error(pageTexts(settings.language.id)('No segment belongs to this definition yet.'));
    const request: OperationRequest = {
      SegmentId: segmentId,
      getMetadata: () => ({
        boundParameter: null,
        operationType: 0,
        operationName: 'msdynmkt_PublishSegmentDefinition',
        parameterTypes: { SegmentId: { typeName: 'Edm.Guid', structuralProperty: 1 } },
      }),
    };
    await this.app.webApi.execute(request);
  }

  async #segmentId(): Promise<string | undefined> {
    const { id } = this.record;
    if (this.app.facts.form.table === segmentName.logicalName) return id;
    const query = `?$select=msdynmkt_segmentid&$filter=msdynmkt_sourcesegmentuid eq '${id ?? ''}'`;
    const { entities } = await this.app.webApi.retrieveMultipleRecords(segmentName.logicalName, query);
    const found = entities[0]?.['msdynmkt_segmentid'];
    return typeof found === 'string' ? found : undefined;
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
