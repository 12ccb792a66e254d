import { type Store, storedId } from '../store';
import { rowsWith, rowWith } from './rows-by-column';

/** A control as an imported solution brought it. */
export interface ImportedControl {
  readonly manifestXml: string;
  /** By path inside the control's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The control of this name, e.g. `sgm_SegmentMembers.SegmentMembersControl`; undefined when none was imported. */
export function readControl(store: Store, name: string): ImportedControl | undefined {
  const control = rowWith(store, 'customcontrol', { name });
  if (!control) return undefined;
  const resources = rowsWith(store, 'customcontrolresource', {
    customcontrolid: control['customcontrolid'] ?? null,
  });
  const files = new Map(
    resources.map((resource) => {
      const content = store.retrieve('webresource', storedId(resource['webresourceid']))?.['content'];
      return [String(resource['name']), new Uint8Array(Buffer.from(String(content ?? ''), 'base64'))];
    }),
  );
  return { manifestXml: String(control['manifest']), files };
}
