/** For the browser's console and for tests of the life cycle: what a navigation in an app does to controls. */
export interface RecordPage {
  /** Puts the controls on the form; they are there after loading. */
  mount(): void;
  /** Takes the controls off the form, as leaving it does. */
  unmount(): void;
  /** Shows another record in the same form, with the same controls. */
  open(id: string): Promise<void>;
}

declare global {
  interface Window {
    recordPage?: RecordPage;
  }
}
