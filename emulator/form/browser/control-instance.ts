import type { App } from './app';
import { controlContext, type ControlContext } from './control-context';
import { element } from './elements';
import type { FormRecord, RecordChange } from './form-record';

type Outputs = Record<string, unknown>;

/** A control as its bundle registers it. */
export interface Control {
  init(
    context: ControlContext,
    notifyOutputChanged: () => void,
    state: ComponentFramework.Dictionary,
    container: HTMLDivElement,
  ): void;
  /** A React element for virtual controls, nothing for standard ones. */
  updateView(context: ControlContext): unknown;
  getOutputs?(): Outputs;
  destroy(): void;
}

export type ControlConstructor = new () => Control;

interface ReactDom {
  render(node: unknown, container: Element): void;
  unmountComponentAtNode(container: Element): boolean;
}

declare global {
  interface Window {
    ReactDOM?: ReactDom;
  }
}

/** One control on the form: its life cycle from init to destroy, as the platform leads it. */
export class ControlInstance {
  readonly #container = element('div', { class: 'control-container' });
  readonly #control: Control;
  readonly #resize = new ResizeObserver(() => this.#update('layout'));
  readonly #stopListening: () => void;
  /** Properties that changed since the last updateView; undefined when no update is due. */
  #due: Set<string> | undefined;
  #width = -1;
  #tracksSize = false;
  #destroyed = false;

  constructor(
    private readonly app: App,
    private readonly record: FormRecord,
    private readonly section: HTMLElement,
    constructor: ControlConstructor,
    /** What the control kept with setControlState; lives as long as the page. */
    private readonly state: ComponentFramework.Dictionary,
  ) {
    section.append(this.#container);
    this.#stopListening = record.subscribe((change) => this.#recordChanged(change));
    this.#control = new constructor();
    this.#guarded(() => {
      this.#control.init(this.#context([]), () => this.#outputsChanged(), state, this.#container);
      this.#render([]);
    });
  }

  destroy(): void {
    this.#destroyed = true;
    this.#stopListening();
    this.#resize.disconnect();
    this.#guarded(() => this.#control.destroy());
    window.ReactDOM?.unmountComponentAtNode(this.#container);
    this.#container.remove();
  }

  #context(updatedProperties: readonly string[]): ControlContext {
    return controlContext(this.app, this.record, {
      width: this.#width,
      height: -1,
      updatedProperties,
      setControlState: (state) => {
        Object.assign(this.state, state);
        return true;
      },
      setFullScreen: (on) => {
        this.section.classList.toggle('full-screen', on);
        this.#update(on ? 'fullscreen_open' : 'fullscreen_close');
      },
      trackContainerResize: (on) => this.#trackSize(on),
      requestRender: () => this.#update(),
    });
  }

  #trackSize(on: boolean): void {
    if (on === this.#tracksSize) return;
    this.#tracksSize = on;
    if (on) this.#resize.observe(this.#container);
    else this.#resize.disconnect();
    this.#width = on ? this.#container.clientWidth : -1;
  }

  #recordChanged(change: RecordChange): void {
    const properties = this.app.facts.control.properties.filter((property) => property.usage === 'bound');
    const bound = properties.map((property) => property.name);
    if (change.kind === 'value') {
      if (change.column === this.app.facts.form.controlColumn.name) this.#update('parameters', ...bound);
    } else if (change.kind === 'saved') {
      this.#update(...(change.created ? ['entityId'] : []), 'parameters', ...bound);
    } else if (change.kind === 'loaded') {
      this.#update(...(change.otherRecord ? ['entityId'] : []), 'parameters', ...bound);
    }
  }

  /** Asks for one updateView for all that changes in this turn. */
  #update(...properties: readonly string[]): void {
    if (this.#due === undefined) {
      this.#due = new Set();
      queueMicrotask(() => {
        const due = this.#due ?? [];
        this.#due = undefined;
        if (!this.#destroyed) this.#guarded(() => this.#render([...due]));
      });
    }
    for (const property of properties) this.#due.add(property);
  }

  #render(updatedProperties: readonly string[]): void {
    if (this.#tracksSize) this.#width = this.#container.clientWidth;
    const view = this.#control.updateView(this.#context(updatedProperties));
    if (this.app.facts.control.kind === 'virtual') window.ReactDOM?.render(view, this.#container);
  }

  /** The platform asks for the outputs after the control's own code has returned. */
  #outputsChanged(): void {
    setTimeout(() => {
      if (this.#destroyed) return;
      const outputs = this.#control.getOutputs?.() ?? {};
      for (const property of this.app.facts.control.properties) {
        if (property.usage !== 'bound' || !(property.name in outputs)) continue;
        const value = (outputs[property.name] ?? null) as string | null;
        this.record.set(this.app.facts.form.controlColumn.name, value);
      }
      this.#update();
    }, 0);
  }

  /** A control that throws is replaced by a message, and the rest of the form works on. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      reportError(error);
      if (!this.#destroyed) this.#container.replaceChildren(element('p', {}, 'Error loading control'));
    }
  }
}
