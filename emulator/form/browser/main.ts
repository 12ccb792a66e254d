import { factsElementId, type PageFacts } from '../facts/page-facts';
import { createApp, xrmOf, type App } from './app';
import { ControlInstance, type ControlConstructor } from './control-instance';
import { errorDialog } from './dialogs';
import { FormRecord } from './form-record';
import { FormView } from './form-view';
import { addressOf } from './navigation';
import type { RecordPage } from './record-page';

declare global {
  interface Window {
    Xrm?: unknown;
  }
}

const registered = new Map<string, ControlConstructor>();

// Bundles register themselves while they load, so this has to be there before them.
Object.assign(window, {
  ComponentFramework: {
    registerControl: (name: string, constructor: ControlConstructor) =>
      void registered.set(name, constructor),
  },
});

function readFacts(): PageFacts {
  return JSON.parse(document.getElementById(factsElementId)?.textContent ?? '') as PageFacts;
}

function pageOf(app: App, record: FormRecord, view: FormView): RecordPage {
  const states = view.controlSections.map((): ComponentFramework.Dictionary => ({}));
  let instances: readonly ControlInstance[] = [];
  return {
    mount() {
      const constructor = registered.get(app.facts.control.name);
      if (constructor === undefined) {
        void errorDialog({ message: `The bundle did not register the control ${app.facts.control.name}.` });
        return;
      }
      instances = view.controlSections.map(
        (section, index) => new ControlInstance(app, record, section, constructor, states[index] ?? {}),
      );
    },
    unmount() {
      for (const instance of instances) instance.destroy();
      instances = [];
    },
    open: (id) => record.open(id),
  };
}

/** Milliseconds after publishing or stopping at which the record is read again: states settle by and by. */
const settling = [0, 1_000, 3_000, 8_000] as const;

async function start(): Promise<void> {
  const facts = readFacts();
  const app = createApp(facts, (table, id) => {
    if (table === facts.form.table && id !== undefined) void record.open(bareId(id));
    else window.location.assign(addressOf(table, id));
  });
  window.Xrm = xrmOf(app);
  const record = new FormRecord(facts.form, app.webApi, facts.recordId);
  app.onStateChange(() => {
    for (const delay of settling) setTimeout(() => void record.readAgain(), delay);
  });
  await record.load();
  // The address follows the record, so that reloading shows the same one.
  record.subscribe(() => window.history.replaceState(null, '', addressOf(facts.form.table, record.id)));
  const view = new FormView(app, record);
  (document.getElementById('page') ?? document.body).append(view.element);
  // Whoever leaves with unsaved changes is asked by the browser.
  window.addEventListener('beforeunload', (event) => {
    if (record.isDirty) event.preventDefault();
  });
  window.recordPage = pageOf(app, record, view);
  window.recordPage.mount();
}

function bareId(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}

window.addEventListener('DOMContentLoaded', () => {
  start().catch((error: unknown) => void errorDialog({ message: (error as Error).message }));
});
